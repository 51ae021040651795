import type * as Ably from 'ably'
import { log } from '@/server/logger'
import type { Announcement } from './publisher'
import { sessionRevocationKey } from './token'

type Clients = { rest: Ably.Rest; signing: Ably.Rest }

/** The most targets that one request may name. */
const MAX_TARGETS = 100

/** The version of Ably's protocol that a request of our own speaks. */
const PROTOCOL_VERSION = 6

/**
 * Revokes the tokens that name these channels or belong to the sessions that are over, which also closes the connections that use
 * them. Where it was the last announcement, it has the service drop what it still holds of the channel. Our own server does both.
 * Ably's network revokes tokens where the key has revocable ones, and cannot drop: it forgets by itself, after two minutes unless
 * the app stores messages.
 *
 * @returns `null`, or why it must be tried again
 */
export async function endChannels(
  { rest, signing }: Clients,
  announcements: readonly Announcement[],
): Promise<string | null> {
  try {
    const targets = announcements.flatMap(targetsOf)
    for (let from = 0; from < targets.length; from += MAX_TARGETS)
      await revokeTokens(signing, targets.slice(from, from + MAX_TARGETS))
    const over = announcements.filter(({ isLast }) => isLast)
    const answers = await Promise.all(over.map(({ channel }) => forgetHistory(rest, channel)))
    return answers.find((answer) => answer !== null) ?? null
  } catch (error) {
    return String(error)
  }
}

function targetsOf({ channel, endsSessions = [] }: Announcement): Ably.TokenRevocationTargetSpecifier[] {
  if (endsSessions.length === 0) return [{ type: 'channel', value: channel }]
  return endsSessions.map((id) => ({ type: 'revocationKey', value: sessionRevocationKey(id) }))
}

async function revokeTokens(
  signing: Ably.Rest,
  targets: Ably.TokenRevocationTargetSpecifier[],
): Promise<void> {
  try {
    await signing.auth.revokeTokens(targets)
  } catch (error) {
    const { statusCode, code } = error as Partial<Ably.ErrorInfo>
    if (!isFinal(statusCode)) throw error
    log.realtime.warn(
      { statusCode, code },
      'the realtime service does not take tokens back; they run out by themselves',
    )
  }
}

async function forgetHistory(rest: Ably.Rest, channel: string): Promise<string | null> {
  const path = `/channels/${encodeURIComponent(channel)}/messages`
  const { success, statusCode, errorMessage } = await rest.request('delete', path, PROTOCOL_VERSION)
  return success || isFinal(statusCode) ? null : `${statusCode} ${errorMessage}`
}

/** True for a refusal that another try would meet again. */
function isFinal(statusCode: number | undefined): boolean {
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500 && statusCode !== 429
}
