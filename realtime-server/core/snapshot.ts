import type { Identity } from '../auth/identity'
import type { RevocationSnapshot } from '../auth/revocation'
import type { Budget } from '../budget'
import { sizeOf } from '../protocol/data-encoding'
import type { PresenceMessage } from '../protocol/protocol-message'
import type { LogSnapshot } from '../store/broker'
import type { App, AppInit } from './app'
import { boundsFor } from './connect'
import { Connection } from './connection'
import { forgetLater, loseMembers } from './disconnect'
import type { Hub } from './hub'
import { SEEDED } from './presence'
import { sendAwayRevoked } from './token-lifetime'

/** One app in plain values: what the next process needs so that its clients go on as if nothing had happened. */
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
 * What there is to hand over. Take it when nothing can be added any more.
 *
 * @param budget for members and logs, about; what does not fit begins anew, the least recently used first
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

/** Goes on where another process has stopped. Its clients are taken for lost until they come back. */
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
    loseMembers(hub, connection, connection.wishes.remainPresentForMs)
}

function restoreRevocations(hub: Hub, revocations: RevocationSnapshot): void {
  hub.revocations.restore(revocations)
  const now = hub.clock.now()
  for (const [, { appliesAt }] of revocations) {
    if (appliesAt > now) hub.clock.later(appliesAt - now, () => sendAwayRevoked(hub))
  }
}

function connectionSnapshot({ id, key, previousKey, clientId, wishes }: Connection): ConnectionSnapshot {
  return { id, key, previousKey, clientId, remainPresentForMs: wishes.remainPresentForMs }
}

/** A connection without a client: any client that has its key may go on with it. */
function restoreConnection(
  hub: Hub,
  { id, key, previousKey, clientId, remainPresentForMs }: ConnectionSnapshot,
): void {
  const { maxIdleIntervalMs } = hub.timings
  const connection = new Connection({
    id,
    key,
    identity: { ...NOBODY, clientId },
    wishes: { clientId, echo: true, remainPresentForMs, maxIdleIntervalMs },
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
    // Nobody would ever make it leave.
    if (!connection && member.connectionId !== SEEDED) continue
    channel.presence.put(member)
    connection?.presentOn.add(channel)
  }
}

/** What a member weighs beside its data, in bytes. */
const OVERHEAD = 300

/** May do nothing. A client that resumes brings an identity of its own. */
const NOBODY: Identity = {
  kind: 'token',
  keyName: '',
  clientId: null,
  capability: [],
  expiresAt: null,
  token: null,
}
