import { type RealtimeError, toErrorInfo } from '../errors'
import { Action } from '../protocol/actions'
import type { Attachment } from './attachment'
import type { Channel } from './channel'
import type { Connection } from './connection'
import type { Hub } from './hub'
import { leaveOnBehalf } from './presence'
import type { Transport } from './transport'

/** Handles a lost transport. Its connection stays resumable for a while. Ignores a transport that was replaced before. */
export function transportLost(hub: Hub, connection: Connection, transport: Transport): void {
  if (connection.transport !== transport) return
  connection.moveTo(null)
  connection.setTimer('renewToken', null)
  connection.setTimer('expireToken', null)
  forgetAttachments(connection)
  leaveUnlessReentered(hub, connection, connection.params.remainPresentForMs)
  forgetLater(hub, connection)
  keepDetached(hub, connection)
}

/** Evicts the oldest detached connections above the limits, per client and in all. */
function keepDetached(hub: Hub, connection: Connection): void {
  const surplus = connection.client.detach(connection)
  if (surplus) end(hub, surplus)
  hub.detached.add(connection)
  const [oldest] = hub.detached
  if (oldest && hub.detached.size > hub.limits.maxDetachedConnections) end(hub, oldest)
}

/** Takes a connection off the list of detached ones. */
export function reclaim(hub: Hub, connection: Connection): void {
  hub.detached.delete(connection)
  connection.client.reclaim(connection)
}

/** Ends a detached connection unless it is resumed in time. */
export function forgetLater(hub: Hub, connection: Connection): void {
  const forget = () => end(hub, connection)
  connection.setTimer('forget', hub.clock.later(hub.timings.connectionStateTtlMs, forget))
}

/** Disconnects a client that may reconnect: sends DISCONNECTED. */
export function disconnect(hub: Hub, connection: Connection, reason: RealtimeError): void {
  connection.send({ action: Action.disconnected, error: toErrorInfo(reason) })
  cut(hub, connection)
}

/** Ends a connection for good: sends ERROR, after which the client does not reconnect by itself. */
export function fail(hub: Hub, connection: Connection, error: unknown): void {
  connection.sendError(error)
  end(hub, connection)
}

/** Ends a connection that its client closed. */
export function close(hub: Hub, connection: Connection): void {
  connection.send({ action: Action.closed })
  end(hub, connection)
}

/** Closes the transport, as if it had been lost. */
export function cut(hub: Hub, connection: Connection): void {
  const { transport } = connection
  if (!transport) return
  transportLost(hub, connection, transport)
  transport.close()
}

/** Ends an attachment. The connection's members leave the channel. */
export function endAttachment(hub: Hub, connection: Connection, attachment: Attachment): void {
  const { channel } = attachment
  connection.attachments.delete(attachment.name)
  channel.attachments.delete(attachment)
  const stillAttached = [...connection.attachments.values()].some((other) => channel.attachments.has(other))
  if (!stillAttached) leaveChannel(hub, connection, channel)
}

/** Drops all attachments: the client attaches again when it resumes. */
export function forgetAttachments(connection: Connection): void {
  for (const attachment of connection.attachments.values()) attachment.channel.attachments.delete(attachment)
  connection.attachments.clear()
}

/** Makes members leave after a delay unless they re-enter. */
export function leaveUnlessReentered(hub: Hub, connection: Connection, remainPresentForMs: number): void {
  if (connection.presentOn.size === 0) return
  for (const channel of connection.presentOn) channel.presence.markLost(connection.id)
  const leave = () => {
    for (const channel of connection.presentOn) {
      leaveOnBehalf(channel, channel.presence.lostMembersOf(connection.id), hub.clock.now())
      if (channel.presence.membersOf(connection.id).length === 0) connection.presentOn.delete(channel)
    }
  }
  connection.setTimer('leave', hub.clock.later(remainPresentForMs, leave))
}

/** Ends the connection and drops everything it holds. */
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
  leaveOnBehalf(channel, channel.presence.membersOf(connection.id), hub.clock.now())
}
