import { RealtimeError } from '../errors'
import { Action } from '../protocol/actions'
import type { Connection } from './connection'
import { sendAway } from './disconnect'
import type { Hub } from './hub'

/** Asks for a new token before the present one ends, and sends the client away when it has ended (spec RTN22). */
export function watchToken(hub: Hub, connection: Connection): void {
  connection.setTimer('renewToken', null)
  connection.setTimer('expireToken', null)
  const { expiresAt } = connection.identity
  if (expiresAt === null) return

  const { tokenRenewalLeadMs, tokenRenewalFloorMs } = hub.timings
  const remainingMs = expiresAt - hub.clock.now()
  const expire = () => sendAway(hub, connection, new RealtimeError('token_expired', 'the token has expired'))
  connection.setTimer('expireToken', hub.clock.later(remainingMs, expire))

  if (remainingMs <= tokenRenewalFloorMs) return
  // A token shorter than the lead is renewed after a while, not at once: each new one would be renewed at once, too.
  const delayMs = Math.max(remainingMs - tokenRenewalLeadMs, Math.min(tokenRenewalFloorMs, remainingMs / 2))
  const askForNext = () => connection.send({ action: Action.auth })
  connection.setTimer('renewToken', hub.clock.later(delayMs, askForNext))
}

/** Asks for a new token where the present one will be revoked. */
export function askRevokedForNext(hub: Hub, appliesAt: number): void {
  for (const connection of hub.connections.values()) {
    if (hub.revocations.isRevoked(connection.identity, appliesAt)) connection.send({ action: Action.auth })
  }
}

/** Sends away clients whose token has been revoked. */
export function sendAwayRevoked(hub: Hub): void {
  const now = hub.clock.now()
  for (const connection of hub.connections.values()) {
    if (connection.isConnected && hub.revocations.isRevoked(connection.identity, now))
      sendAway(hub, connection, new RealtimeError('token_revoked', 'the token was revoked'))
  }
}
