import { type RealtimeError, toErrorInfo } from '../errors'
import { Action } from '../protocol/actions'
import type { Attachment } from './attachment'
import type { Channel } from './channel'
import type { Connection } from './connection'
import type { Hub } from './hub'
import { leaveForThem } from './presence'
import type { Transport } from './transport'

/** A transport broke or was cut. Its connection can be resumed for a while. A transport superseded before does nothing. */
export function transportLost(hub: Hub, connection: Connection, transport: Transport): void {
  if (connection.transport !== transport) return
  connection.moveTo(null)
  connection.setTimer('renewToken', null)
  connection.setTimer('expireToken', null)
  forgetAttachments(connection)
  loseMembers(hub, connection, connection.wishes.remainPresentForMs)
  forgetLater(hub, connection)
  keepDetached(hub, connection)
}

/** Keeps no more connections to be resumed than may be: of this client, and of all. */
function keepDetached(hub: Hub, connection: Connection): void {
  const surplus = connection.client.detach(connection)
  if (surplus) end(hub, surplus)
  hub.detached.add(connection)
  const [oldest] = hub.detached
  if (oldest && hub.detached.size > hub.limits.maxDetachedConnections) end(hub, oldest)
}

/** A connection is no longer one to be resumed. */
export function reclaim(hub: Hub, connection: Connection): void {
  hub.detached.delete(connection)
  connection.client.reclaim(connection)
}

/** Lets a connection without a client end, unless somebody resumes it before. */
export function forgetLater(hub: Hub, connection: Connection): void {
  const forget = () => end(hub, connection)
  connection.setTimer('forget', hub.clock.later(hub.timings.connectionStateTtlMs, forget))
}

/** Sends a client away for a reason that it can mend by coming back. */
export function sendAway(hub: Hub, connection: Connection, reason: RealtimeError): void {
  connection.send({ action: Action.disconnected, error: toErrorInfo(reason) })
  cut(hub, connection)
}

/** Ends a connection because it cannot go on: the client does not come back by itself. */
export function fail(hub: Hub, connection: Connection, error: unknown): void {
  connection.sendError(error)
  end(hub, connection)
}

/** Ends a connection that its client closed. */
export function close(hub: Hub, connection: Connection): void {
  connection.send({ action: Action.closed })
  end(hub, connection)
}

/** Closes the transport and leaves the rest as if it had broken. */
export function cut(hub: Hub, connection: Connection): void {
  const { transport } = connection
  if (!transport) return
  transportLost(hub, connection, transport)
  transport.close()
}

/** Detaches: the attachment ends and the connection's members on the channel leave. */
export function endAttachment(hub: Hub, connection: Connection, attachment: Attachment): void {
  const { channel } = attachment
  connection.attachments.delete(attachment.name)
  channel.attachments.delete(attachment)
  const stillAttached = [...connection.attachments.values()].some((other) => channel.attachments.has(other))
  if (!stillAttached) leaveChannel(hub, connection, channel)
}

/** Drops all attachments: the client rebuilds them as it comes back. */
export function forgetAttachments(connection: Connection): void {
  for (const attachment of connection.attachments.values()) attachment.channel.attachments.delete(attachment)
  connection.attachments.clear()
}

/** Members leave after a while, unless they enter again before. */
export function loseMembers(hub: Hub, connection: Connection, remainPresentForMs: number): void {
  if (connection.presentOn.size === 0) return
  for (const channel of connection.presentOn) channel.presence.markLost(connection.id)
  const leave = () => {
    for (const channel of connection.presentOn) {
      leaveForThem(channel, channel.presence.lostMembersOf(connection.id), hub.clock.now())
      if (channel.presence.membersOf(connection.id).length === 0) connection.presentOn.delete(channel)
    }
  }
  connection.setTimer('leave', hub.clock.later(remainPresentForMs, leave))
}

/** Nothing of the connection remains. */
function end(hub: Hub, connection: Connection): void {
  connection.cancelTimers()
  reclaim(hub, connection)
  const transport = connection.moveTo(null)
  forgetAttachments(connection)
  for (const channel of connection.presentOn) leaveChannel(hub, connection, channel)
  if (hub.connections.get(connection.id) === connection) hub.connections.delete(connection.id)
  transport?.close()
}

function leaveChannel(hub: Hub, connection: Connection, channel: Channel): void {
  connection.presentOn.delete(channel)
  leaveForThem(channel, channel.presence.membersOf(connection.id), hub.clock.now())
}
