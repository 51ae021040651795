import * as z from 'zod/mini'
import { conversationQuery, messageQuery } from '../http/page'
import {
  changedConversation,
  changedMessage,
  conversationDraft,
  conversationPage,
  conversationPatch,
  conversationSnapshot,
  movedReadPosition,
  postedMessage,
  readPosition,
  startedConversation,
} from '../log/conversation'
import { messageDeletion, messageDraft, messagePatch } from '../log/message'
import { trackedEventDrafts } from '../sites/tracked-event'
import { pageVisit } from '../sites/visited-page'
import type { CallReference } from './call-reference'

/** Conversations and their messages. */
export const conversationCalls = {
  startConversation: {
    tag: 'conversations',
    summary:
      'Starts a conversation, optionally with a first message. Anonymous callers become visitors and receive ' +
      'the cookie or the credential.',
    callers: ['visitor', 'anyone'],
    who: 'a visitor, or an anonymous caller, who becomes one',
    body: conversationDraft,
    repeatedBy: 'clientConversationId',
    answers: { 201: startedConversation, 200: startedConversation },
    errors: [
      'not_authenticated',
      'blocked',
      'forbidden',
      'message_too_long',
      'name_reserved',
      'email_verified',
      'idempotency_mismatch',
      'looks_automated',
      'too_fast',
    ],
  },
  listConversations: {
    tag: 'conversations',
    summary: 'Lists conversations: latest activity first, or longest waiting first.',
    callers: ['agent', 'visitor'],
    who: 'an agent sees all, visitors see their own',
    query: conversationQuery,
    answers: { 200: conversationPage },
    errors: ['not_authenticated', 'forbidden', 'validation_failed'],
  },
  getConversation: {
    tag: 'conversations',
    summary:
      'Returns a conversation and a page of its log: the newest entries, or those before or after a given one.',
    callers: ['agent', 'visitor'],
    who: 'an agent, the conversation’s visitor',
    query: messageQuery,
    answers: { 200: conversationSnapshot },
    errors: ['not_authenticated', 'not_found', 'validation_failed'],
  },
  patchConversation: {
    tag: 'conversations',
    summary:
      'Closes or reopens a conversation, sets whether it needs an answer, or updates the visitor’s details.',
    callers: ['agent', 'visitor'],
    who: 'an agent; the conversation’s visitor may change only their own details',
    body: conversationPatch,
    answers: { 200: changedConversation },
    errors: [
      'not_authenticated',
      'blocked',
      'name_reserved',
      'email_verified',
      'forbidden',
      'not_found',
      'newer_messages',
    ],
  },
  postMessage: {
    tag: 'conversations',
    summary:
      'Stores and publishes a message or a note. Retries return 200. A visitor’s message reopens a closed ' +
      'conversation; an agent’s may close it.',
    callers: ['agent', 'visitor'],
    who: 'an agent, the conversation’s visitor',
    body: messageDraft,
    repeatedBy: 'clientMessageId',
    answers: { 201: postedMessage, 200: postedMessage },
    errors: [
      'not_authenticated',
      'blocked',
      'forbidden',
      'not_found',
      'message_too_long',
      'newer_messages',
      'idempotency_mismatch',
    ],
  },
  editMessage: {
    tag: 'conversations',
    summary:
      'Edits the caller’s own message, within five minutes of sending it and at most twenty times. Safe to retry.',
    callers: ['agent', 'visitor'],
    who: 'its author',
    body: messagePatch,
    answers: { 200: changedMessage },
    errors: [
      'not_authenticated',
      'blocked',
      'not_found',
      'message_too_long',
      'edit_too_late',
      'edit_conflict',
      'too_many_edits',
    ],
  },
  deleteMessage: {
    tag: 'conversations',
    summary:
      'Deletes the caller’s own message, within five minutes of sending it. It stays in the log, marked as ' +
      'deleted. Safe to retry.',
    callers: ['agent', 'visitor'],
    who: 'its author',
    query: messageDeletion,
    answers: { 200: changedMessage },
    errors: [
      'csrf',
      'not_authenticated',
      'blocked',
      'not_found',
      'validation_failed',
      'edit_too_late',
      'edit_conflict',
    ],
  },
  putReadPosition: {
    tag: 'conversations',
    summary:
      'Moves the read position of the caller’s side. It never moves back; the response has the current one.',
    callers: ['agent', 'visitor'],
    who: 'an agent, the conversation’s visitor',
    body: readPosition,
    answers: { 200: movedReadPosition },
    errors: ['not_authenticated', 'not_found'],
  },
  putPage: {
    tag: 'conversations',
    summary:
      'Reports the visitor’s current page. The last 20 are kept for the team, none before their first message. ' +
      'Repeating the current page has no effect.',
    callers: ['visitor'],
    who: 'the conversation’s visitor',
    body: pageVisit,
    answers: { 200: z.object({}) },
    errors: ['not_authenticated', 'forbidden', 'blocked', 'not_found'],
  },
  trackEvents: {
    tag: 'conversations',
    summary:
      'Reports events on the visitor’s page. The last 20 are kept for the team, none before their first message.',
    callers: ['visitor'],
    who: 'the conversation’s visitor',
    body: trackedEventDrafts,
    answers: { 200: z.object({}) },
    errors: ['not_authenticated', 'forbidden', 'blocked', 'not_found'],
  },
} satisfies Record<string, CallReference>
