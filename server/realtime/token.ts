import { SignJWT } from 'jose'
import {
  channelPatterns,
  conversationChannel,
  liveChannel,
  realtimeClientId,
  STATUS_CHANNEL,
} from '@/contract/channels'
import type { Viewer } from '@/server/policy/viewer'
import { serviceNow } from './service-clock'

/** What each channel may be used for, as Ably writes it. */
export type Capability = Record<string, string[]>

/** The agents' capability: whatever is for staff, and the visitors' presence and typing. */
const AGENT_CAPABILITY: Capability = {
  [channelPatterns.allStaff]: ['presence', 'subscribe'],
  [channelPatterns.allLive]: ['publish', 'subscribe'],
}

/** Exactly what this viewer may do. A visitor's conversations come from the database, never from the request. */
export function capabilityOf(viewer: Viewer, conversationIds: readonly string[]): Capability {
  if (viewer.side === 'agent') return AGENT_CAPABILITY

  const own = Object.fromEntries(
    conversationIds.flatMap((id) => [
      [conversationChannel(id), ['subscribe']],
      [liveChannel(id), ['presence', 'publish', 'subscribe']],
    ]),
  )
  return { ...own, [STATUS_CHANNEL]: ['subscribe'] }
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
