import * as ablyAuth from '@/app/api/ably/auth/route'
import * as agentAuth from '@/app/api/auth/[...all]/route'
import * as health from '@/app/api/health/route'
import * as setUp from '@/app/api/setup/route'
import * as memberResetLink from '@/app/api/support/agents/[agentId]/reset-link/route'
import * as member from '@/app/api/support/agents/[agentId]/route'
import * as agentPassword from '@/app/api/support/agents/me/password/route'
import * as agentPicture from '@/app/api/support/agents/me/picture/route'
import * as agentProviderOff from '@/app/api/support/agents/me/provider/off/route'
import * as agentProvider from '@/app/api/support/agents/me/provider/route'
import * as agent from '@/app/api/support/agents/me/route'
import * as agentSession from '@/app/api/support/agents/me/sessions/[sessionId]/route'
import * as agentSessions from '@/app/api/support/agents/me/sessions/route'
import * as agentTwoFactorOff from '@/app/api/support/agents/me/two-factor/off/route'
import * as agentRecoveryCodes from '@/app/api/support/agents/me/two-factor/recovery-codes/route'
import * as agentTwoFactor from '@/app/api/support/agents/me/two-factor/route'
import * as team from '@/app/api/support/agents/route'
import * as audit from '@/app/api/support/audit/route'
import * as availability from '@/app/api/support/availability/route'
import * as message from '@/app/api/support/conversations/[conversationId]/messages/[messageId]/route'
import * as messages from '@/app/api/support/conversations/[conversationId]/messages/route'
import * as page from '@/app/api/support/conversations/[conversationId]/page/route'
import * as readPosition from '@/app/api/support/conversations/[conversationId]/read-position/route'
import * as conversation from '@/app/api/support/conversations/[conversationId]/route'
import * as trackedEvents from '@/app/api/support/conversations/[conversationId]/tracked-events/route'
import * as conversations from '@/app/api/support/conversations/route'
import * as identityEnd from '@/app/api/support/identity/end/route'
import * as identity from '@/app/api/support/identity/route'
import * as invitationResend from '@/app/api/support/invitations/[invitationId]/resend/route'
import * as invitation from '@/app/api/support/invitations/[invitationId]/route'
import * as invitationAcceptance from '@/app/api/support/invitations/accept/route'
import * as invitationPreview from '@/app/api/support/invitations/preview/route'
import * as invitations from '@/app/api/support/invitations/route'
import * as resetPreview from '@/app/api/support/password-reset/preview/route'
import * as passwordReset from '@/app/api/support/password-reset/route'
import * as picture from '@/app/api/support/pictures/[pictureId]/route'
import * as providerSignInEnd from '@/app/api/support/provider-sign-in/complete/route'
import * as providerSignIn from '@/app/api/support/provider-sign-in/route'
import * as site from '@/app/api/support/sites/[siteId]/route'
import * as siteSecret from '@/app/api/support/sites/[siteId]/secrets/[secretId]/route'
import * as siteSecrets from '@/app/api/support/sites/[siteId]/secrets/route'
import * as sightings from '@/app/api/support/sites/[siteId]/sightings/route'
import * as sites from '@/app/api/support/sites/route'
import * as visitorBlock from '@/app/api/support/visitors/[visitorId]/block/route'
import * as visitorExport from '@/app/api/support/visitors/[visitorId]/export/route'
import * as visitor from '@/app/api/support/visitors/[visitorId]/route'
import type { CallAddress, OperationId } from '@/contract/api-calls'
import type { Answer } from '@/server/http/answer'
import type { OpenTo } from '@/server/http/credentials/credentials'

/** A route as `server/http/handler.ts` makes it. */
type RouteHandler = {
  // biome-ignore lint/suspicious/noExplicitAny: each route names its own parameters; the path guarantees them
  answer: (request: Request, params: any) => Promise<Answer>
  openTo: OpenTo
}

/** What a `route.ts` exports: a handler for each method that it takes. */
export type RouteModule = Partial<Record<CallAddress['method'], RouteHandler>>

/** Which route of `app/api` answers each call; a test keeps folder, table and calls equal. */
export const apiRoutes: Record<OperationId, RouteModule> = {
  startConversation: conversations,
  listConversations: conversations,
  getConversation: conversation,
  patchConversation: conversation,
  postMessage: messages,
  editMessage: message,
  deleteMessage: message,
  putReadPosition: readPosition,
  putPage: page,
  trackEvents: trackedEvents,
  exportVisitor: visitorExport,
  eraseVisitor: visitor,
  blockVisitor: visitorBlock,
  unblockVisitor: visitorBlock,
  identify: identity,
  endIdentity: identityEnd,
  listSiteSecrets: siteSecrets,
  addSiteSecret: siteSecrets,
  removeSiteSecret: siteSecret,
  getProfile: agent,
  patchProfile: agent,
  putPicture: agentPicture,
  removePicture: agentPicture,
  getPicture: picture,
  changePassword: agentPassword,
  beginTwoFactor: agentTwoFactor,
  confirmTwoFactor: agentTwoFactor,
  renewRecoveryCodes: agentRecoveryCodes,
  turnOffTwoFactor: agentTwoFactorOff,
  connectProvider: agentProvider,
  disconnectProvider: agentProviderOff,
  listSessions: agentSessions,
  endSessions: agentSessions,
  endSession: agentSession,
  listSites: sites,
  createSite: sites,
  getSite: site,
  patchSite: site,
  listSightings: sightings,
  listTeam: team,
  patchMember: member,
  makeResetLink: memberResetLink,
  previewReset: resetPreview,
  resetPassword: passwordReset,
  beginProviderSignIn: providerSignIn,
  completeProviderSignIn: providerSignInEnd,
  listInvitations: invitations,
  invite: invitations,
  revokeInvitation: invitation,
  renewInvitation: invitationResend,
  previewInvitation: invitationPreview,
  acceptInvitation: invitationAcceptance,
  listAudit: audit,
  getAvailability: availability,
  getRealtimeToken: ablyAuth,
  getHealth: health,
  setUp,
  signIn: agentAuth,
  signOut: agentAuth,
}
