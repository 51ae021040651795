import { RealtimeError } from '../errors'
import { Action } from '../protocol/actions'
import type { Connection } from './connection'
import { disconnect } from './disconnect'
import type { Hub } from './hub'

/** Requests a new token before the current one expires, and disconnects the client when it does (spec RTN22). */
export function watchToken(hub: Hub, connection: Connection): void {
  connection.setTimer('renewToken', null)
  connection.setTimer('expireToken', null)
  const { expiresAt } = connection.identity
  if (expiresAt === null) return

  const { tokenRenewalLeadMs, tokenRenewalFloorMs } = hub.timings
  const remainingMs = expiresAt - hub.clock.now()
  const expire = () =>
    disconnect(hub, connection, new RealtimeError('token_expired', 'the token has expired'))
  connection.setTimer('expireToken', hub.clock.later(remainingMs, expire))

  if (remainingMs <= tokenRenewalFloorMs) return
  // A token shorter than the lead is not renewed at once: each new one would be, too.
  const delayMs = Math.max(remainingMs - tokenRenewalLeadMs, Math.min(tokenRenewalFloorMs, remainingMs / 2))
  const requestToken = () => connection.send({ action: Action.auth })
  connection.setTimer('renewToken', hub.clock.later(delayMs, requestToken))
}

/** Requests new tokens from clients whose current one will be revoked. */
export function requestNewTokens(hub: Hub, appliesAt: number): void {
  for (const connection of hub.connections.values()) {
    if (hub.revocations.isRevoked(connection.identity, appliesAt)) connection.send({ action: Action.auth })
  }
}

/** Disconnects clients whose token was revoked. */
export function disconnectRevoked(hub: Hub): void {
  const now = hub.clock.now()
  for (const connection of hub.connections.values()) {
    if (connection.isConnected && hub.revocations.isRevoked(connection.identity, now))
      disconnect(hub, connection, new RealtimeError('token_revoked', 'the token was revoked'))
  }
}
