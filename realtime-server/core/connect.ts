import type { Credentials } from '../auth/authenticator'
import type { Identity } from '../auth/identity'
import { RealtimeError, toErrorInfo } from '../errors'
import { Action } from '../protocol/actions'
import type { ConnectionDetails, OutboundMessage } from '../protocol/protocol-message'
import { randomText } from '../protocol/random-text'
import { type Bounds, Connection, type ConnectionParams } from './connection'
import { forgetAttachments, leaveUnlessReentered, reclaim } from './disconnect'
import type { Hub } from './hub'
import { RateLimit } from './rate-limit'
import { watchToken } from './token-lifetime'
import type { Transport } from './transport'

/** A client's request to connect. */
export type ConnectRequest = ConnectionParams & {
  credentials: Credentials | null
  /** The key of the connection to continue (`resume` or `recover`). */
  resumeKey: string | null
}

/**
 * Connects a client over a transport and sends CONNECTED. A failed resume creates a new connection and reports why.
 *
 * @throws RealtimeError when authentication fails
 */
export function connect(hub: Hub, transport: Transport, request: ConnectRequest): Connection {
  const { credentials, resumeKey, ...params } = request
  const identity = hub.authenticator.identify(credentials, params.clientId)

  hub.clients.ofConnection(identity).countConnect()

  const { connection, error } = resumeOrCreate(hub, { identity, params, resumeKey })
  const superseded = connection.moveTo(transport)
  connection.setTimer('forget', null)
  forgetAttachments(connection)
  if (superseded) {
    superseded.close()
    // Members must re-enter over the new transport; until the deadline they stay present.
    leaveUnlessReentered(hub, connection, Math.max(params.remainPresentForMs, hub.timings.remainPresentForMs))
  }

  sendConnected(hub, connection, error)
  watchToken(hub, connection)
  return connection
}

/** Sends CONNECTED: on connecting, and after the client has renewed its token. */
export function sendConnected(hub: Hub, connection: Connection, error?: RealtimeError): void {
  const { limits, timings } = hub
  const { maxInboundRate, maxMessageSize } = hub.limitsOf(connection.identity)
  const connectionDetails: ConnectionDetails = {
    connectionKey: connection.key,
    connectionStateTtl: timings.connectionStateTtlMs,
    maxIdleInterval: connection.params.maxIdleIntervalMs,
    maxMessageSize,
    maxFrameSize: limits.maxFrameSize,
    serverId: hub.serverId,
  }
  if (connection.clientId !== null) connectionDetails.clientId = connection.clientId
  if (Number.isFinite(maxInboundRate)) connectionDetails.maxInboundRate = maxInboundRate
  const connected: OutboundMessage = {
    action: Action.connected,
    connectionId: connection.id,
    connectionDetails,
  }
  if (error) connected.error = toErrorInfo(error)
  connection.send(connected)
}

type Arrival = { identity: Identity; params: ConnectionParams; resumeKey: string | null }

/** Resumes a connection, or creates one. A valid key keeps its connection id, even if the connection was forgotten. */
function resumeOrCreate(hub: Hub, arrival: Arrival): { connection: Connection; error?: RealtimeError } {
  const { identity, params, resumeKey } = arrival
  if (resumeKey === null) return { connection: newConnection(hub, arrival) }

  const connectionId = hub.connectionKeys.verify(resumeKey, identity.clientId)
  if (connectionId === null) {
    const error = belongsToAnother(hub, resumeKey)
      ? new RealtimeError('incompatible_resume', 'the connection belongs to another client id')
      : new RealtimeError('bad_resume_key', 'the connection key was not issued by this server')
    return { connection: newConnection(hub, arrival), error }
  }

  const connection = hub.connections.get(connectionId)
  if (!connection) return { connection: newConnection(hub, arrival, connectionId) }
  if (resumeKey !== connection.key && resumeKey !== connection.previousKey) {
    const error = new RealtimeError('bad_resume_key', 'the connection has a newer key')
    return { connection: newConnection(hub, arrival), error }
  }

  reclaim(hub, connection)
  if (isBoundedOtherwise(identity, connection.identity)) connection.bounds = boundsFor(hub, identity)
  connection.identity = identity
  connection.params = params
  // Stays valid in case the client never receives CONNECTED with the new key.
  connection.previousKey = resumeKey
  connection.key = hub.connectionKeys.mint(connectionId, identity.clientId)
  return { connection }
}

function belongsToAnother(hub: Hub, key: string): boolean {
  const connection = hub.connections.get(key.split('!')[0] ?? '')
  return connection !== undefined && hub.connectionKeys.verify(key, connection.clientId) !== null
}

/** @param earlierId the id of a forgotten connection to revive */
function newConnection(hub: Hub, { identity, params }: Arrival, earlierId?: string): Connection {
  const id = earlierId ?? freshId()
  const connection = new Connection({
    id,
    key: hub.connectionKeys.mint(id, identity.clientId),
    identity,
    params,
    bounds: boundsFor(hub, identity),
    isRevived: earlierId !== undefined,
  })
  hub.connections.set(id, connection)
  return connection
}

/** The limits of a connection with this identity. Keys are trusted. */
export function boundsFor({ limits, clients, clock }: Hub, identity: Identity): Bounds {
  const maxFrameRate = identity.kind === 'key' ? Number.POSITIVE_INFINITY : limits.maxFrameRate
  return { frames: new RateLimit(maxFrameRate, clock.now()), client: clients.ofConnection(identity) }
}

function isBoundedOtherwise(a: Identity, b: Identity): boolean {
  return a.kind !== b.kind || a.keyName !== b.keyName || a.clientId !== b.clientId
}

/** Ten URL-safe characters; the first is one that the form of connection keys accepts. */
function freshId(): string {
  return `c${randomText(7).slice(0, 9)}`
}
