import * as z from 'zod/mini'
import { apiCalls, type CallAddress, type OperationId, operationIds, type ParamsOf } from './api-calls'
import type { ErrorCode } from './error-codes'
import { health } from './http/health'
import { conversationQuery, messageQuery, pageQuery } from './http/page'
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
} from './log/conversation'
import { messageDeletion, messageDraft, messagePatch } from './log/message'
import {
  agentSessions,
  codeProof,
  endedSessions,
  endedSessionsQuery,
  passwordChange,
  passwordProof,
  profile,
  profilePatch,
  recoveryCodes,
  twoFactorSetup,
} from './people/account'
import { auditPage } from './people/audit'
import { availability } from './people/availability'
import { arrival, departure, providerAnswer } from './people/oidc'
import {
  acceptance,
  invitation,
  invitationDraft,
  invitationPreview,
  invitations,
  linkProof,
  madeInvitation,
  madeResetLink,
  memberPatch,
  passwordReset,
  resetPreview,
  team,
  teamMember,
} from './people/people'
import { PICTURE_TYPES } from './people/picture'
import { setUpDraft } from './people/set-up'
import { credentials } from './people/sign-in'
import { addedSiteSecret, identified, identityProof, siteSecretDraft, siteSecrets } from './sites/identity'
import { changedSite, siteDraft, siteList, sitePatch, siteSightings } from './sites/site'
import { trackedEventDrafts } from './sites/tracked-event'
import { pageVisit } from './sites/visited-page'
import { erasedVisitor, visitorAccess, visitorExport } from './visitors/visitor'

type Schema = z.core.$ZodType

/** What a call is for, who may make it, what it takes and what it answers. */
export type CallReference = {
  tag: 'conversations' | 'visitors' | 'account' | 'sites' | 'team' | 'realtime' | 'installation'
  /** For what, in one sentence. */
  summary: string
  /** Whose credentials it takes; `anyone` needs none. */
  callers: ('agent' | 'visitor' | 'anyone')[]
  /** Who may, in words. */
  who: string
  query?: Schema
  body?: Schema
  /** The content types of a body that is a file instead. */
  file?: readonly string[]
  /** The field of the body that an `Idempotency-Key` fills where it is left out. */
  repeatedBy?: string
  /** Successful answers by status. A text instead of a schema describes an answer that is not JSON. */
  answers: Record<number, Schema | string>
  /** Its error codes, besides those of every call. */
  errors: ErrorCode[]
}

/** The error codes of every call. */
export const errorsOfEveryCall = [
  'method_not_allowed',
  'misdirected_request',
  'origin_not_allowed',
  'unknown_site',
  'client_outdated',
  'rate_limited',
  'internal_error',
  'unavailable',
] satisfies ErrorCode[]

/** What a call that takes an agent's cookie may also be refused with: see `Porchlight-Agent`. */
export const errorsOfAgents = ['signed_in_as_another'] satisfies ErrorCode[]

/** What a call that takes a visitor's credential may also be refused with: where the site demands a verified identity. */
export const errorsOfVisitors = ['identity_required'] satisfies ErrorCode[]

/** The error codes of calls with a body. */
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

/** The error codes of calls whose body is a file. */
export const errorsOfFiles = ['csrf', 'request_timeout', 'payload_too_large'] satisfies ErrorCode[]

/** What an address of a site may be refused with; `param` names the entry. */
const errorsOfOrigins = [
  'origin_malformed',
  'origin_with_path',
  'origin_wildcard',
  'origin_public_suffix',
  'origin_insecure',
] satisfies ErrorCode[]

/** The REST API beside its addresses: the routes take and answer these shapes, and the documents are made of them. */
export const apiReference = {
  startConversation: {
    tag: 'conversations',
    summary:
      'Starts a conversation, with its first message if there is one. A stranger becomes a visitor by it, and gets the cookie or the credential.',
    callers: ['visitor', 'anyone'],
    who: 'a visitor, or a stranger, who becomes one',
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
    summary: 'Lists conversations: newest activity first, or those that wait longest for an answer.',
    callers: ['agent', 'visitor'],
    who: 'an agent sees all, a visitor its own',
    query: conversationQuery,
    answers: { 200: conversationPage },
    errors: ['not_authenticated', 'forbidden', 'validation_failed'],
  },
  getConversation: {
    tag: 'conversations',
    summary:
      'Answers a conversation and a page of its log: the newest entries, or those before or after one.',
    callers: ['agent', 'visitor'],
    who: 'an agent, its visitor',
    query: messageQuery,
    answers: { 200: conversationSnapshot },
    errors: ['not_authenticated', 'not_found', 'validation_failed'],
  },
  patchConversation: {
    tag: 'conversations',
    summary:
      'Closes or reopens a conversation, says whether it needs an answer, or tells who the visitor is.',
    callers: ['agent', 'visitor'],
    who: 'an agent; its visitor tells only who it is',
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
      'Stores a message or a note, then announces it. 200 answers the repeat of a stored one. A visitor’s message reopens a closed conversation; an agent’s may close it.',
    callers: ['agent', 'visitor'],
    who: 'an agent, its visitor',
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
      'Changes the text of the caller’s own message, for five minutes after it was written and at most twenty times. The repeat of a stored change is answered again.',
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
      'Deletes the caller’s own message, for five minutes after it was written. Its place stays, marked as deleted. The repeat is answered again.',
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
    summary: 'Says how far the caller’s side has read. It only grows; the answer tells where it stands.',
    callers: ['agent', 'visitor'],
    who: 'an agent, its visitor',
    body: readPosition,
    answers: { 200: movedReadPosition },
    errors: ['not_authenticated', 'not_found'],
  },
  putPage: {
    tag: 'conversations',
    summary:
      'Says which page the visitor is on. Their last 20 pages are kept for the team, and nothing before their first message. The same page again changes nothing.',
    callers: ['visitor'],
    who: 'its visitor',
    body: pageVisit,
    answers: { 200: z.object({}) },
    errors: ['not_authenticated', 'forbidden', 'blocked', 'not_found'],
  },
  trackEvents: {
    tag: 'conversations',
    summary:
      'Says what happened on the visitor’s page. The last 20 events are kept for the team, and nothing before the first message.',
    callers: ['visitor'],
    who: 'its visitor',
    body: trackedEventDrafts,
    answers: { 200: z.object({}) },
    errors: ['not_authenticated', 'forbidden', 'blocked', 'not_found'],
  },
  exportVisitor: {
    tag: 'visitors',
    summary: 'Answers everything that is stored of a visitor, as a file.',
    callers: ['agent'],
    who: 'an admin',
    answers: { 200: visitorExport },
    errors: ['not_authenticated', 'forbidden', 'not_found'],
  },
  eraseVisitor: {
    tag: 'visitors',
    summary:
      'Deletes a visitor and everything that was said with it, for good. Screens that show any of it drop it.',
    callers: ['agent'],
    who: 'an admin',
    answers: { 200: erasedVisitor },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'not_found'],
  },
  blockVisitor: {
    tag: 'visitors',
    summary:
      'Blocks a visitor: they may read, but neither write nor listen. Blocking a blocked visitor changes nothing.',
    callers: ['agent'],
    who: 'an agent',
    answers: { 200: visitorAccess },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'not_found'],
  },
  unblockVisitor: {
    tag: 'visitors',
    summary: 'Lets a blocked visitor write again.',
    callers: ['agent'],
    who: 'an agent',
    answers: { 200: visitorAccess },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'not_found'],
  },
  identify: {
    tag: 'visitors',
    summary:
      'Takes a site’s word for who the visitor is: they get the conversations of that person, and what they wrote before moves there. The answer carries a new cookie or credential.',
    callers: ['visitor', 'anyone'],
    who: 'anyone with a proof of the site’s',
    body: identityProof,
    answers: { 200: identified },
    errors: [
      'blocked',
      'name_reserved',
      'identity_invalid',
      'identity_expired',
      'identity_claim_invalid',
      'identity_off',
      'identity_hash_off',
    ],
  },
  endIdentity: {
    tag: 'visitors',
    summary: 'Ends the visitor’s session, as a site does when its user signs out.',
    callers: ['visitor', 'anyone'],
    who: 'anyone; without a session it does nothing',
    body: z.object({}),
    answers: { 200: z.object({}) },
    errors: [],
  },
  listSiteSecrets: {
    tag: 'sites',
    summary: 'Lists the secrets that a site signs identities with, without their values.',
    callers: ['agent'],
    who: 'an admin',
    answers: { 200: siteSecrets },
    errors: ['not_authenticated', 'forbidden', 'not_found'],
  },
  addSiteSecret: {
    tag: 'sites',
    summary: 'Adds a secret, a new one or one that the site uses already. Its value is told this once.',
    callers: ['agent'],
    who: 'an admin',
    body: siteSecretDraft,
    answers: { 201: addedSiteSecret },
    errors: ['not_authenticated', 'forbidden', 'not_found', 'too_many_secrets'],
  },
  removeSiteSecret: {
    tag: 'sites',
    summary: 'Removes a secret, which ends all sessions of visitors that were made with it.',
    callers: ['agent'],
    who: 'an admin',
    answers: { 200: endedSessions },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'not_found'],
  },
  getProfile: {
    tag: 'account',
    summary: 'Answers who the caller is.',
    callers: ['agent'],
    who: 'an agent',
    answers: { 200: profile },
    errors: ['not_authenticated', 'forbidden'],
  },
  patchProfile: {
    tag: 'account',
    summary: 'Changes the caller’s name, or with the present password the address that they sign in with.',
    callers: ['agent'],
    who: 'an agent',
    body: profilePatch,
    answers: { 200: profile },
    errors: ['not_authenticated', 'forbidden', 'wrong_password', 'email_taken'],
  },
  putPicture: {
    tag: 'account',
    summary:
      'Gives the caller a picture, in the place of the one before: 64 to 512 pixels square, WebP or JPEG, no metadata, 64 kB at most.',
    callers: ['agent'],
    who: 'an agent',
    file: PICTURE_TYPES,
    answers: { 200: profile },
    errors: ['not_authenticated', 'forbidden', 'picture_unsupported', 'picture_dimensions'],
  },
  removePicture: {
    tag: 'account',
    summary: 'Removes the caller’s picture: their initials are shown again.',
    callers: ['agent'],
    who: 'an agent',
    answers: { 200: profile },
    errors: ['csrf', 'not_authenticated', 'forbidden'],
  },
  getPicture: {
    tag: 'account',
    summary:
      'Answers an agent’s picture. It never changes under its id, and pages of every origin may show it.',
    callers: ['anyone'],
    who: 'anyone who knows the id',
    answers: { 200: `the picture, as ${PICTURE_TYPES.join(' or ')}` },
    errors: ['not_found'],
  },
  changePassword: {
    tag: 'account',
    summary: 'Changes the caller’s password and ends all their other sessions.',
    callers: ['agent'],
    who: 'an agent who knows the present one',
    body: passwordChange,
    answers: { 200: endedSessions },
    errors: ['not_authenticated', 'forbidden', 'wrong_password', 'rate_limited'],
  },
  beginTwoFactor: {
    tag: 'account',
    summary:
      'Begins to set up two-factor sign-in: answers what an authenticator app needs. Nothing asks for codes yet.',
    callers: ['agent'],
    who: 'an agent who knows the present password',
    body: passwordProof,
    answers: { 200: twoFactorSetup },
    errors: ['not_authenticated', 'forbidden', 'wrong_password', 'two_factor_on', 'rate_limited'],
  },
  confirmTwoFactor: {
    tag: 'account',
    summary: 'Turns two-factor sign-in on with the first code of the app, and answers the recovery codes.',
    callers: ['agent'],
    who: 'an agent who has begun to set it up',
    body: codeProof,
    answers: { 200: recoveryCodes },
    errors: ['not_authenticated', 'forbidden', 'wrong_code', 'not_found', 'two_factor_on', 'rate_limited'],
  },
  renewRecoveryCodes: {
    tag: 'account',
    summary: 'Makes new recovery codes and answers them. Those before work no more.',
    callers: ['agent'],
    who: 'an agent who knows the present password',
    body: passwordProof,
    answers: { 200: recoveryCodes },
    errors: ['not_authenticated', 'forbidden', 'wrong_password', 'not_found', 'rate_limited'],
  },
  connectProvider: {
    tag: 'account',
    summary:
      'Sends the caller to the sign-in provider, to sign in with their account there from then on. Ends with `completeProviderSignIn`.',
    callers: ['agent'],
    who: 'an agent who knows the present password; 404 where there is no provider',
    body: passwordProof,
    answers: { 200: departure },
    errors: [
      'not_authenticated',
      'forbidden',
      'not_found',
      'wrong_password',
      'provider_unavailable',
      'rate_limited',
    ],
  },
  disconnectProvider: {
    tag: 'account',
    summary: 'Leaves the caller the password alone to sign in with.',
    callers: ['agent'],
    who: 'an agent who knows the present password; 404 where there is no provider',
    body: passwordProof,
    answers: { 200: z.object({}) },
    errors: ['not_authenticated', 'forbidden', 'not_found', 'wrong_password', 'rate_limited'],
  },
  turnOffTwoFactor: {
    tag: 'account',
    summary: 'Turns two-factor sign-in off, and makes its recovery codes worthless.',
    callers: ['agent'],
    who: 'an agent who knows the present password',
    body: passwordProof,
    answers: { 200: z.object({}) },
    errors: ['not_authenticated', 'forbidden', 'wrong_password', 'rate_limited'],
  },
  listSessions: {
    tag: 'account',
    summary: 'Lists where the caller is signed in, the latest used first.',
    callers: ['agent'],
    who: 'an agent',
    answers: { 200: agentSessions },
    errors: ['not_authenticated', 'forbidden'],
  },
  endSessions: {
    tag: 'account',
    summary: 'Signs the caller out everywhere, or with `keepCurrent` everywhere else.',
    callers: ['agent'],
    who: 'an agent',
    query: endedSessionsQuery,
    answers: { 200: endedSessions },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'validation_failed'],
  },
  endSession: {
    tag: 'account',
    summary: 'Ends one of the caller’s sessions.',
    callers: ['agent'],
    who: 'an agent',
    answers: { 200: endedSessions },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'not_found'],
  },
  listSites: {
    tag: 'sites',
    summary: 'Lists the sites whose visitors write, also archived ones.',
    callers: ['agent'],
    who: 'an agent',
    answers: { 200: siteList },
    errors: ['not_authenticated', 'forbidden'],
  },
  createSite: {
    tag: 'sites',
    summary: 'Makes a site with a public key of its own.',
    callers: ['agent'],
    who: 'an admin',
    body: siteDraft,
    answers: { 201: changedSite },
    errors: ['not_authenticated', 'forbidden', ...errorsOfOrigins, 'too_many_sites'],
  },
  getSite: {
    tag: 'sites',
    summary: 'Answers one site.',
    callers: ['agent'],
    who: 'an agent',
    answers: { 200: changedSite },
    errors: ['not_authenticated', 'forbidden', 'not_found'],
  },
  patchSite: {
    tag: 'sites',
    summary:
      'Changes a site, or archives it. Names the version that the change was made from, so that no change undoes another.',
    callers: ['agent'],
    who: 'an admin',
    body: sitePatch,
    answers: { 200: changedSite },
    errors: [
      'not_authenticated',
      'forbidden',
      'not_found',
      ...errorsOfOrigins,
      'alias_taken',
      'stale_version',
      'default_site',
    ],
  },
  listSightings: {
    tag: 'sites',
    summary: 'Lists where pages asked for the site’s chat, as their requests said: anyone can forge them.',
    callers: ['agent'],
    who: 'an agent',
    answers: { 200: siteSightings },
    errors: ['not_authenticated', 'forbidden', 'not_found'],
  },
  listTeam: {
    tag: 'team',
    summary: 'Lists the team by name, with deactivated members last.',
    callers: ['agent'],
    who: 'an agent',
    answers: { 200: team },
    errors: ['not_authenticated', 'forbidden'],
  },
  patchMember: {
    tag: 'team',
    summary:
      'Changes a team member’s role, or deactivates and reactivates them. Deactivating ends their sessions and revokes what they have invited.',
    callers: ['agent'],
    who: 'an admin',
    body: memberPatch,
    answers: { 200: teamMember },
    errors: ['not_authenticated', 'forbidden', 'not_found', 'last_admin'],
  },
  makeResetLink: {
    tag: 'team',
    summary:
      'Makes a link by which a team member chooses a new password: once, within a day. Earlier ones end.',
    callers: ['agent'],
    who: 'an admin',
    answers: { 201: madeResetLink },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'not_found', 'account_deactivated'],
  },
  previewReset: {
    tag: 'account',
    summary: 'Answers whose password a link resets.',
    callers: ['anyone'],
    who: 'anyone with the link',
    body: linkProof,
    answers: { 200: resetPreview },
    errors: ['not_found', 'reset_link_used', 'reset_link_expired'],
  },
  resetPassword: {
    tag: 'account',
    summary: 'Sets the password of a link’s owner and ends all their sessions. They sign in with it then.',
    callers: ['anyone'],
    who: 'anyone with the link',
    body: passwordReset,
    answers: { 200: endedSessions },
    errors: ['not_found', 'reset_link_used', 'reset_link_expired'],
  },
  beginProviderSignIn: {
    tag: 'account',
    summary:
      'Sends a browser to the sign-in provider. A cookie of ten minutes ties the answer to this browser.',
    callers: ['anyone'],
    who: 'anyone; 404 where there is no provider',
    body: z.strictObject({}),
    answers: { 200: departure },
    errors: ['not_found', 'provider_unavailable', 'rate_limited'],
  },
  completeProviderSignIn: {
    tag: 'account',
    summary:
      'Takes what the sign-in provider sent the browser back with: opens a session, or connects the account of the agent who asked for that.',
    callers: ['agent', 'anyone'],
    who: 'the browser that was sent there; 404 where there is no provider',
    body: providerAnswer,
    answers: { 200: arrival },
    errors: [
      'not_found',
      'not_authenticated',
      'provider_answer_stale',
      'provider_refused',
      'provider_email_unverified',
      'provider_not_connected',
      'provider_stranger',
      'account_deactivated',
      'provider_taken',
      'provider_unavailable',
      'rate_limited',
    ],
  },
  listInvitations: {
    tag: 'team',
    summary: 'Lists the invitations that were neither accepted nor revoked, newest first.',
    callers: ['agent'],
    who: 'an admin',
    answers: { 200: invitations },
    errors: ['not_authenticated', 'forbidden'],
  },
  invite: {
    tag: 'team',
    summary: 'Makes a link by which one person joins the team: once, within seven days.',
    callers: ['agent'],
    who: 'an admin',
    body: invitationDraft,
    answers: { 201: madeInvitation },
    errors: ['not_authenticated', 'forbidden', 'email_taken', 'too_many_invitations'],
  },
  previewInvitation: {
    tag: 'team',
    summary: 'Answers what an invitation is for.',
    callers: ['anyone'],
    who: 'anyone with the link',
    body: linkProof,
    answers: { 200: invitationPreview },
    errors: ['not_found', 'invitation_used', 'invitation_expired'],
  },
  acceptInvitation: {
    tag: 'team',
    summary:
      'Makes an account by an invitation, and signs it in: the answer carries the cookie of the session.',
    callers: ['anyone'],
    who: 'anyone with the link who is not signed in',
    body: acceptance,
    answers: { 201: z.object({}) },
    errors: ['not_found', 'invitation_used', 'invitation_expired', 'already_signed_in', 'email_taken'],
  },
  revokeInvitation: {
    tag: 'team',
    summary: 'Revokes an invitation: its link leads nowhere from now on.',
    callers: ['agent'],
    who: 'an admin',
    answers: { 200: invitation },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'not_found'],
  },
  renewInvitation: {
    tag: 'team',
    summary: 'Makes another link for an invitation, for seven days from now. The earlier link ends.',
    callers: ['agent'],
    who: 'an admin',
    answers: { 201: madeInvitation },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'not_found', 'too_many_invitations'],
  },
  listAudit: {
    tag: 'team',
    summary: 'Lists who did what to which id, newest first.',
    callers: ['agent'],
    who: 'an admin',
    query: pageQuery,
    answers: { 200: auditPage },
    errors: ['not_authenticated', 'forbidden', 'validation_failed'],
  },
  getAvailability: {
    tag: 'realtime',
    summary: 'Answers whether an agent is there.',
    callers: ['anyone'],
    who: 'anyone',
    answers: { 200: availability },
    errors: [],
  },
  getRealtimeToken: {
    tag: 'realtime',
    summary: 'Answers a realtime token with exactly the caller’s channels. Parameters are ignored.',
    callers: ['agent', 'visitor'],
    who: 'an agent, a visitor',
    answers: { 200: 'a JSON Web Token, as application/jwt' },
    errors: ['not_authenticated', 'blocked'],
  },
  getHealth: {
    tag: 'installation',
    summary: 'Answers whether database and realtime service are usable, with 503 when one is not.',
    callers: ['anyone'],
    who: 'anyone',
    answers: { 200: health, 503: health },
    errors: [],
  },
  setUp: {
    tag: 'installation',
    summary:
      'Creates the first admin and signs them in. Requires the token from the set-up link, and works once.',
    callers: ['anyone'],
    who: 'anyone with the set-up link, until there is an admin',
    body: setUpDraft,
    answers: { 201: z.object({}) },
    errors: ['wrong_setup_token', 'already_set_up'],
  },
  signIn: {
    tag: 'account',
    summary:
      'Signs an agent in: the answer carries the cookie of the session. With two-factor sign-in, `second_factor_required` asks for the same call with a code.',
    callers: ['anyone'],
    who: 'anyone with an agent’s password',
    body: credentials,
    answers: { 200: z.object({}) },
    errors: [
      'not_authenticated',
      'account_deactivated',
      'second_factor_required',
      'wrong_code',
      'rate_limited',
    ],
  },
  signOut: {
    tag: 'account',
    summary: 'Ends the session that asks.',
    callers: ['agent', 'anyone'],
    who: 'anyone; without a session it does nothing',
    body: z.object({}),
    answers: { 200: z.object({}) },
    errors: [],
  },
} satisfies Record<OperationId, CallReference>

type Reference = typeof apiReference

/** What a client hands over with a call: the parameters of its path in their order, then its body, or its query if it has one. */
export type CallInput<Id extends OperationId> = Reference[Id] extends { body: infer S }
  ? [...ParamsOf<Id>, body: z.input<S>]
  : Reference[Id] extends { file: unknown }
    ? [...ParamsOf<Id>, file: Blob]
    : Reference[Id] extends { query: infer S }
      ? [...ParamsOf<Id>, query?: Partial<z.output<S>>]
      : ParamsOf<Id>

/** What a client gets from a call that succeeds. */
export type CallAnswer<Id extends OperationId> = (typeof apiCalls)[Id] extends { answer: infer Form }
  ? Form extends 'blob'
    ? Blob
    : string
  : Success<Reference[Id]['answers']>

type Success<Answers> = Answers[keyof Answers & (200 | 201)] extends infer S ? z.output<S> : never

/** A call as a whole. */
export type ApiCall = CallAddress & CallReference & { id: OperationId }

/** Every call as a whole, for documents and tests. */
export const documentedCalls: ApiCall[] = operationIds.map((id) => ({
  id,
  ...apiCalls[id],
  ...apiReference[id],
}))
