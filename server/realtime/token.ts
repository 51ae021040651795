import { SignJWT } from 'jose'
import {
  agentChannel,
  channelPatterns,
  conversationChannel,
  liveChannel,
  realtimeClientId,
  staffPattern,
  statusChannel,
  WORKSPACE_CHANNEL,
} from '@/contract/log/channels'
import { siteIdOf, type Viewer } from '@/server/policy/viewer'
import { serviceNow } from './service-clock'

/** What each channel may be used for, as Ably writes it. */
export type Capability = Record<string, string[]>

/** The agents' capability: whatever is for staff, the visitors' presence and typing, and what is for this agent alone. */
function agentCapability({ id, sites }: Viewer): Capability {
  const own = {
    [WORKSPACE_CHANNEL]: ['presence', 'subscribe'],
    [agentChannel(id)]: ['subscribe'],
  }
  if (sites === 'all')
    return {
      [channelPatterns.allStaff]: ['presence', 'subscribe'],
      [channelPatterns.allLive]: ['publish', 'subscribe'],
      ...own,
    }
  const ofSites = sites.flatMap((siteId) => [
    [staffPattern(siteId), ['presence', 'subscribe']],
    [liveChannel(siteId, '*'), ['publish', 'subscribe']],
  ])
  return { ...Object.fromEntries(ofSites), ...own }
}

/** Exactly what this viewer may do. A visitor's conversations come from the database, never from the request. */
export function capabilityOf(viewer: Viewer, conversationIds: readonly string[]): Capability {
  if (viewer.side === 'agent') return agentCapability(viewer)
  const siteId = siteIdOf(viewer)

  const own = Object.fromEntries(
    conversationIds.flatMap((id) => [
      [conversationChannel(siteId, id), ['subscribe']],
      [liveChannel(siteId, id), ['presence', 'publish', 'subscribe']],
    ]),
  )
  return { ...own, [statusChannel(siteId)]: ['subscribe'] }
}

/** By this the tokens of one session are taken back, and none of another one. */
export function sessionRevocationKey(sessionId: string): string {
  return `session:${sessionId}`
}

/**
 * Signs a realtime token (https://ably.com/docs/auth/token/jwt) with exactly this viewer's identity and capability, dated
 * by the clock of the service that will judge it.
 *
 * @param ttlSeconds how long it is valid
 * @param signingKey `appId.keyId:secret`
 */
export async function signRealtimeToken(
  viewer: Viewer,
  capability: Capability,
  { ttlSeconds, signingKey }: { ttlSeconds: number; signingKey: string },
): Promise<string> {
  const [keyName = '', secret = ''] = signingKey.split(':')
  const now = Math.floor((await serviceNow()) / 1000)

  return new SignJWT({
    'x-ably-capability': JSON.stringify(capability),
    'x-ably-clientId': realtimeClientId(viewer.side, viewer.id),
    'x-ably-revocation-key': revocationKeyOf(viewer),
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: keyName })
    .setIssuedAt(now)
    .setExpirationTime(now + ttlSeconds)
    .sign(new TextEncoder().encode(secret))
}

function revocationKeyOf({ id, sessionId }: Viewer): string {
  return sessionId === undefined ? `user:${id}` : sessionRevocationKey(sessionId)
}
