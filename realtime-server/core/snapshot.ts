import type { Identity } from '../auth/identity'
import type { RevocationSnapshot } from '../auth/revocation'
import type { Budget } from '../budget'
import { sizeOf } from '../protocol/data-encoding'
import type { PresenceMessage } from '../protocol/protocol-message'
import type { LogSnapshot } from '../store/broker'
import type { App, AppInit } from './app'
import { boundsFor } from './connect'
import { Connection } from './connection'
import { forgetLater, leaveUnlessReentered } from './disconnect'
import type { Hub } from './hub'
import { SEEDED } from './presence'
import { disconnectRevoked } from './token-lifetime'

/** An app as plain values: what the next process needs to continue without clients noticing. */
export type AppSnapshot = {
  id: string
  provisioned: AppInit | null
  connections: ConnectionSnapshot[]
  logs: [channel: string, log: LogSnapshot][]
  members: [channel: string, members: PresenceMessage[]][]
  revocations: RevocationSnapshot
  nonces: [nonce: string, usedAt: number][]
}

type ConnectionSnapshot = {
  id: string
  key: string
  previousKey: string | null
  clientId: string | null
  remainPresentForMs: number
}

/**
 * The state to hand over. Take it once nothing can change any more.
 *
 * @param budget bytes for members and logs, roughly; what exceeds it is dropped, least recently used first
 */
export function takeSnapshot({ id, provisioned, hub, nonces }: App, budget: Budget): AppSnapshot {
  const members = hub
    .channels()
    .filter(({ presence }) => presence.size > 0)
    .map(({ name, presence }): [string, PresenceMessage[]] => [name, presence.list()])
    .filter(([, list]) => budget.take(list.reduce((sum, member) => sum + sizeOf(member) + OVERHEAD, 0)))
  return {
    id,
    provisioned,
    connections: [...hub.connections.values()].map(connectionSnapshot),
    logs: hub.broker.snapshot(budget),
    members,
    revocations: hub.revocations.snapshot(),
    nonces: nonces.snapshot(),
  }
}

/** Restores the state of an earlier process. Its clients count as disconnected until they reconnect. */
export function restoreSnapshot({ hub, nonces }: App, snapshot: AppSnapshot): void {
  restoreRevocations(hub, snapshot.revocations)
  nonces.restore(snapshot.nonces)
  for (const [channel, log] of snapshot.logs) {
    hub.channel(channel)
    hub.broker.restore(channel, log)
  }
  for (const connection of snapshot.connections) restoreConnection(hub, connection)
  for (const [channel, members] of snapshot.members) restoreMembers(hub, channel, members)
  for (const connection of hub.connections.values())
    leaveUnlessReentered(hub, connection, connection.params.remainPresentForMs)
}

function restoreRevocations(hub: Hub, revocations: RevocationSnapshot): void {
  hub.revocations.restore(revocations)
  const now = hub.clock.now()
  for (const [, { appliesAt }] of revocations) {
    if (appliesAt > now) hub.clock.later(appliesAt - now, () => disconnectRevoked(hub))
  }
}

function connectionSnapshot({ id, key, previousKey, clientId, params }: Connection): ConnectionSnapshot {
  return { id, key, previousKey, clientId, remainPresentForMs: params.remainPresentForMs }
}

/** Restores a detached connection. Any client with its key may resume it. */
function restoreConnection(
  hub: Hub,
  { id, key, previousKey, clientId, remainPresentForMs }: ConnectionSnapshot,
): void {
  const { maxIdleIntervalMs } = hub.timings
  const connection = new Connection({
    id,
    key,
    identity: { ...NOBODY, clientId },
    params: { clientId, echo: true, remainPresentForMs, maxIdleIntervalMs },
    bounds: boundsFor(hub, NOBODY),
    isRevived: true,
  })
  connection.previousKey = previousKey
  hub.connections.set(id, connection)
  forgetLater(hub, connection)
}

function restoreMembers(hub: Hub, name: string, members: readonly PresenceMessage[]): void {
  const channel = hub.channel(name)
  for (const member of members) {
    const connection = hub.connections.get(member.connectionId)
    // No connection could ever make it leave.
    if (!connection && member.connectionId !== SEEDED) continue
    channel.presence.put(member)
    connection?.presentOn.add(channel)
  }
}

/** A member's size beyond its data, in bytes. */
const OVERHEAD = 300

/** An identity without capabilities. A client that resumes brings its own. */
const NOBODY: Identity = {
  kind: 'token',
  keyName: '',
  clientId: null,
  capability: [],
  expiresAt: null,
  token: null,
}
