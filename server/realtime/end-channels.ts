import type * as Ably from 'ably'
import { log } from '@/server/logger'
import type { Announcement } from './publisher'
import { sessionRevocationKey } from './token'

type Clients = { rest: Ably.Rest; signing: Ably.Rest }

/** Most targets per request. */
const MAX_TARGETS = 100

/** The Ably protocol version of our own requests. */
const PROTOCOL_VERSION = 6

/**
 * Revokes the tokens that name these channels or belong to ended sessions, which also closes their connections. After a
 * channel's last announcement, deletes its history from the service. Our own server supports both. Ably's network revokes
 * tokens if the key has revocable tokens enabled, and cannot delete history, which expires after two minutes unless the app
 * persists messages.
 *
 * @returns `null` on success, otherwise why it must be retried
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
    const answers = await Promise.all(over.map(({ channel }) => deleteHistory(rest, channel)))
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
      'the realtime service cannot revoke tokens; they will expire on their own',
    )
  }
}

async function deleteHistory(rest: Ably.Rest, channel: string): Promise<string | null> {
  const path = `/channels/${encodeURIComponent(channel)}/messages`
  const { success, statusCode, errorMessage } = await rest.request('delete', path, PROTOCOL_VERSION)
  return success || isFinal(statusCode) ? null : `${statusCode} ${errorMessage}`
}

/** True for errors that a retry would hit again. */
function isFinal(statusCode: number | undefined): boolean {
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500 && statusCode !== 429
}
