import * as z from 'zod/mini'
import {
  agentSessions,
  endedSessions,
  endedSessionsQuery,
  passwordChange,
  profile,
  profilePatch,
} from './account'
import { availability } from './availability'
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
} from './conversation'
import type { ErrorCode } from './error-codes'
import { health } from './health'
import { messageDeletion, messageDraft, messagePatch } from './message'
import { conversationQuery, messageQuery } from './page'
import { setUpDraft } from './set-up'
import { erasedVisitor, visitorAccess, visitorExport } from './visitor'

type Schema = z.core.$ZodType

/** One call of the REST API: what it is for, what it takes, what it answers. */
export type ApiCall = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With names of parameters in braces, as OpenAPI writes them. */
  path: string
  /** For what, in one sentence. */
  summary: string
  /** Who may. */
  who: string
  query?: Schema
  body?: Schema
  /** Successful answers by status. A text instead of a schema describes an answer that is not JSON. */
  answers: Record<number, Schema | string>
  /** What it may be refused with, beyond what every call may. */
  errors: ErrorCode[]
}

/** What every call may be refused with. */
export const errorsOfEveryCall = [
  'method_not_allowed',
  'misdirected_request',
  'rate_limited',
  'internal_error',
  'unavailable',
] satisfies ErrorCode[]

/** What a call that asks who is calling may also be refused with: see `Porchlight-Agent`. */
export const errorsOfAgents = ['signed_in_as_another'] satisfies ErrorCode[]

/** What a call with a body may be refused with. */
export const errorsOfBodies = [
  'csrf',
  'invalid_json',
  'invalid_encoding',
  'invalid_character',
  'validation_failed',
  'request_timeout',
  'payload_too_large',
  'unsupported_media_type',
] satisfies ErrorCode[]

/**
 * The REST API. The routes take and answer these shapes, and `docs/API.md` and `docs/openapi.json` are made of them. The
 * sign-in library defines what lies under `/api/auth`.
 */
export const apiCalls: ApiCall[] = [
  {
    method: 'POST',
    path: '/api/support/conversations',
    summary:
      'Starts a conversation, with its first message if there is one. A stranger becomes a visitor by it, and gets the cookie.',
    who: 'a visitor, or nobody yet',
    body: conversationDraft,
    answers: { 201: startedConversation, 200: startedConversation },
    errors: [
      'not_authenticated',
      'blocked',
      'forbidden',
      'message_too_long',
      'name_reserved',
      'idempotency_mismatch',
    ],
  },
  {
    method: 'GET',
    path: '/api/support/conversations',
    summary: 'Lists conversations: newest activity first, or those that wait longest for an answer.',
    who: 'an agent sees all, a visitor its own',
    query: conversationQuery,
    answers: { 200: conversationPage },
    errors: ['not_authenticated', 'forbidden', 'validation_failed'],
  },
  {
    method: 'GET',
    path: '/api/support/conversations/{conversationId}',
    summary:
      'Answers a conversation and a page of its log: the newest entries, or those before or after one.',
    who: 'an agent, its visitor',
    query: messageQuery,
    answers: { 200: conversationSnapshot },
    errors: ['not_authenticated', 'not_found', 'validation_failed'],
  },
  {
    method: 'PATCH',
    path: '/api/support/conversations/{conversationId}',
    summary:
      'Closes or reopens a conversation, says whether it needs an answer, or tells who the visitor is.',
    who: 'an agent; its visitor tells only who it is',
    body: conversationPatch,
    answers: { 200: changedConversation },
    errors: ['not_authenticated', 'blocked', 'name_reserved', 'forbidden', 'not_found', 'newer_messages'],
  },
  {
    method: 'POST',
    path: '/api/support/conversations/{conversationId}/messages',
    summary:
      'Stores a message or a note, then announces it. 200 answers the repeat of a stored one. A visitor’s message reopens a closed conversation; an agent’s may close it.',
    who: 'an agent, its visitor',
    body: messageDraft,
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
  {
    method: 'PATCH',
    path: '/api/support/conversations/{conversationId}/messages/{messageId}',
    summary:
      'Changes the text of the caller’s own message, for five minutes after it was written and at most twenty times. The repeat of a stored change is answered again.',
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
  {
    method: 'DELETE',
    path: '/api/support/conversations/{conversationId}/messages/{messageId}',
    summary:
      'Deletes the caller’s own message, for five minutes after it was written. Its place stays, marked as deleted. The repeat is answered again.',
    who: 'its author',
    body: messageDeletion,
    answers: { 200: changedMessage },
    errors: ['not_authenticated', 'blocked', 'not_found', 'edit_too_late', 'edit_conflict'],
  },
  {
    method: 'PUT',
    path: '/api/support/conversations/{conversationId}/read-position',
    summary: 'Says how far the caller’s side has read. It only grows; the answer tells where it stands.',
    who: 'an agent, its visitor',
    body: readPosition,
    answers: { 200: movedReadPosition },
    errors: ['not_authenticated', 'not_found'],
  },
  {
    method: 'GET',
    path: '/api/support/visitors/{visitorId}/export',
    summary: 'Answers everything that is stored of a visitor, as a file.',
    who: 'an admin',
    answers: { 200: visitorExport },
    errors: ['not_authenticated', 'forbidden', 'not_found'],
  },
  {
    method: 'DELETE',
    path: '/api/support/visitors/{visitorId}',
    summary:
      'Deletes a visitor and everything that was said with it, for good. Screens that show any of it drop it.',
    who: 'an admin',
    answers: { 200: erasedVisitor },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'not_found'],
  },
  {
    method: 'PUT',
    path: '/api/support/visitors/{visitorId}/block',
    summary:
      'Blocks a visitor: it may read, but neither write nor listen. Blocking whom somebody has blocked changes nothing.',
    who: 'an agent',
    answers: { 200: visitorAccess },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'not_found'],
  },
  {
    method: 'DELETE',
    path: '/api/support/visitors/{visitorId}/block',
    summary: 'Lets a blocked visitor write again.',
    who: 'an agent',
    answers: { 200: visitorAccess },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'not_found'],
  },
  {
    method: 'GET',
    path: '/api/support/agents/me',
    summary: 'Answers who the caller is.',
    who: 'an agent',
    answers: { 200: profile },
    errors: ['not_authenticated', 'forbidden'],
  },
  {
    method: 'PATCH',
    path: '/api/support/agents/me',
    summary: 'Changes the caller’s name.',
    who: 'an agent',
    body: profilePatch,
    answers: { 200: profile },
    errors: ['not_authenticated', 'forbidden'],
  },
  {
    method: 'PUT',
    path: '/api/support/agents/me/password',
    summary: 'Changes the caller’s password and ends all their other sessions.',
    who: 'an agent who knows the present one',
    body: passwordChange,
    answers: { 200: endedSessions },
    errors: ['not_authenticated', 'forbidden', 'wrong_password', 'rate_limited'],
  },
  {
    method: 'GET',
    path: '/api/support/agents/me/sessions',
    summary: 'Lists where the caller is signed in, the latest used first.',
    who: 'an agent',
    answers: { 200: agentSessions },
    errors: ['not_authenticated', 'forbidden'],
  },
  {
    method: 'DELETE',
    path: '/api/support/agents/me/sessions',
    summary: 'Signs the caller out everywhere, or with `keepCurrent` everywhere else.',
    who: 'an agent',
    query: endedSessionsQuery,
    answers: { 200: endedSessions },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'validation_failed'],
  },
  {
    method: 'DELETE',
    path: '/api/support/agents/me/sessions/{sessionId}',
    summary: 'Ends one of the caller’s sessions.',
    who: 'an agent',
    answers: { 200: endedSessions },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'not_found'],
  },
  {
    method: 'GET',
    path: '/api/support/availability',
    summary: 'Answers whether an agent is there.',
    who: 'anyone',
    answers: { 200: availability },
    errors: [],
  },
  {
    method: 'GET',
    path: '/api/ably/auth',
    summary: 'Answers a realtime token with exactly the caller’s channels. Parameters are ignored.',
    who: 'an agent, a visitor',
    answers: { 200: 'a JSON Web Token, as application/jwt' },
    errors: ['not_authenticated', 'blocked'],
  },
  {
    method: 'GET',
    path: '/api/health',
    summary: 'Answers whether database and realtime service are usable, with 503 when one is not.',
    who: 'anyone',
    answers: { 200: health, 503: health },
    errors: [],
  },
  {
    method: 'POST',
    path: '/api/setup',
    summary:
      'Creates the first admin and signs them in. Requires the token from the set-up link, and works once.',
    who: 'anyone with the set-up link, until there is an admin',
    body: setUpDraft,
    answers: { 201: z.object({}) },
    errors: ['wrong_setup_token', 'already_set_up'],
  },
]
