/** Paths with this prefix belong to the API; all others are pages. */
export const API_PREFIX = '/api/'

/** The sign-in library's base path. Only `signIn` and `signOut` are reachable below it. */
export const AUTH_PATH = '/api/auth'

/** Method and path of a REST API call. */
export type CallAddress = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With parameter names in braces, as in OpenAPI. */
  path: `/api/${string}`
  /** How a client reads a response that is not JSON: as a file or as text. */
  answer?: 'blob' | 'text'
}

/**
 * Every REST API call by its operation id, and the only place that spells out paths. `api-reference/` describes requests and
 * responses. The route table, the client and the documents are built from both; browsers load only this file.
 */
export const apiCalls = {
  startConversation: { method: 'POST', path: '/api/support/conversations' },
  listConversations: { method: 'GET', path: '/api/support/conversations' },
  getConversation: { method: 'GET', path: '/api/support/conversations/{conversationId}' },
  patchConversation: { method: 'PATCH', path: '/api/support/conversations/{conversationId}' },
  postMessage: { method: 'POST', path: '/api/support/conversations/{conversationId}/messages' },
  editMessage: {
    method: 'PATCH',
    path: '/api/support/conversations/{conversationId}/messages/{messageId}',
  },
  deleteMessage: {
    method: 'DELETE',
    path: '/api/support/conversations/{conversationId}/messages/{messageId}',
  },
  putReadPosition: { method: 'PUT', path: '/api/support/conversations/{conversationId}/read-position' },
  putPage: { method: 'PUT', path: '/api/support/conversations/{conversationId}/page' },
  trackEvents: { method: 'POST', path: '/api/support/conversations/{conversationId}/tracked-events' },
  exportVisitor: { method: 'GET', path: '/api/support/visitors/{visitorId}/export', answer: 'blob' },
  eraseVisitor: { method: 'DELETE', path: '/api/support/visitors/{visitorId}' },
  blockVisitor: { method: 'PUT', path: '/api/support/visitors/{visitorId}/block' },
  unblockVisitor: { method: 'DELETE', path: '/api/support/visitors/{visitorId}/block' },
  identify: { method: 'POST', path: '/api/support/identity' },
  endIdentity: { method: 'POST', path: '/api/support/identity/end' },
  listSiteSecrets: { method: 'GET', path: '/api/support/sites/{siteId}/secrets' },
  addSiteSecret: { method: 'POST', path: '/api/support/sites/{siteId}/secrets' },
  removeSiteSecret: { method: 'DELETE', path: '/api/support/sites/{siteId}/secrets/{secretId}' },
  getProfile: { method: 'GET', path: '/api/support/agents/me' },
  patchProfile: { method: 'PATCH', path: '/api/support/agents/me' },
  putPicture: { method: 'PUT', path: '/api/support/agents/me/picture' },
  removePicture: { method: 'DELETE', path: '/api/support/agents/me/picture' },
  getPicture: { method: 'GET', path: '/api/support/pictures/{pictureId}', answer: 'blob' },
  changePassword: { method: 'PUT', path: '/api/support/agents/me/password' },
  beginTwoFactor: { method: 'POST', path: '/api/support/agents/me/two-factor' },
  confirmTwoFactor: { method: 'PUT', path: '/api/support/agents/me/two-factor' },
  renewRecoveryCodes: { method: 'POST', path: '/api/support/agents/me/two-factor/recovery-codes' },
  connectProvider: { method: 'POST', path: '/api/support/agents/me/provider' },
  disconnectProvider: { method: 'POST', path: '/api/support/agents/me/provider/off' },
  turnOffTwoFactor: { method: 'POST', path: '/api/support/agents/me/two-factor/off' },
  listSessions: { method: 'GET', path: '/api/support/agents/me/sessions' },
  endSessions: { method: 'DELETE', path: '/api/support/agents/me/sessions' },
  endSession: { method: 'DELETE', path: '/api/support/agents/me/sessions/{sessionId}' },
  listSites: { method: 'GET', path: '/api/support/sites' },
  createSite: { method: 'POST', path: '/api/support/sites' },
  getSite: { method: 'GET', path: '/api/support/sites/{siteId}' },
  patchSite: { method: 'PATCH', path: '/api/support/sites/{siteId}' },
  listSightings: { method: 'GET', path: '/api/support/sites/{siteId}/sightings' },
  listTeam: { method: 'GET', path: '/api/support/agents' },
  patchMember: { method: 'PATCH', path: '/api/support/agents/{agentId}' },
  makeResetLink: { method: 'POST', path: '/api/support/agents/{agentId}/reset-link' },
  previewReset: { method: 'POST', path: '/api/support/password-reset/preview' },
  resetPassword: { method: 'POST', path: '/api/support/password-reset' },
  beginProviderSignIn: { method: 'POST', path: '/api/support/provider-sign-in' },
  completeProviderSignIn: { method: 'POST', path: '/api/support/provider-sign-in/complete' },
  listInvitations: { method: 'GET', path: '/api/support/invitations' },
  invite: { method: 'POST', path: '/api/support/invitations' },
  // Before the paths with a parameter in this position: the first match wins.
  previewInvitation: { method: 'POST', path: '/api/support/invitations/preview' },
  acceptInvitation: { method: 'POST', path: '/api/support/invitations/accept' },
  revokeInvitation: { method: 'DELETE', path: '/api/support/invitations/{invitationId}' },
  renewInvitation: { method: 'POST', path: '/api/support/invitations/{invitationId}/resend' },
  listAudit: { method: 'GET', path: '/api/support/audit' },
  getAvailability: { method: 'GET', path: '/api/support/availability' },
  getRealtimeToken: { method: 'GET', path: '/api/ably/auth', answer: 'text' },
  getHealth: { method: 'GET', path: '/api/health' },
  setUp: { method: 'POST', path: '/api/setup' },
  signIn: { method: 'POST', path: `${AUTH_PATH}/sign-in/email` },
  signOut: { method: 'POST', path: `${AUTH_PATH}/sign-out` },
} as const satisfies Record<string, CallAddress>

/** The name of a call, as `operationId` in OpenAPI. */
export type OperationId = keyof typeof apiCalls

export const operationIds = Object.keys(apiCalls) as OperationId[]

/** The parameters of a call's path, in order. */
export type ParamsOf<Id extends OperationId> = ParamsIn<(typeof apiCalls)[Id]['path']>

type ParamsIn<Path extends string> = Path extends `${string}{${string}}${infer Rest}`
  ? [id: string, ...ParamsIn<Rest>]
  : []

/** A call's path with its parameters filled in. */
export function pathOf<Id extends OperationId>(id: Id, ...params: ParamsOf<Id>): string {
  const values = params[Symbol.iterator]()
  return apiCalls[id].path.replace(/\{\w+\}/g, () => encodeURIComponent(String(values.next().value)))
}
