import { RealtimeError } from '../errors'
import { Action } from '../protocol/actions'
import { Mode } from '../protocol/flags'
import type { InboundMessage } from '../protocol/protocol-message'
import { isObject } from '../protocol/read-protocol-message'
import { acknowledge, type ChannelMessage, isAcknowledged } from './acknowledge'
import { attach, reviseAttachments } from './attach'
import { sendConnected } from './connect'
import type { Connection } from './connection'
import { close, cut, disconnect, endAttachment, fail } from './disconnect'
import type { Hub } from './hub'
import { sendSync } from './sync'
import { watchToken } from './token-lifetime'

/** Delay of the answer to a ping, in milliseconds: the SDK treats a round trip of 0 as missing. */
const PONG_DELAY_MS = 2

/** Handles a client's frame. Invalid frames affect only the client that sent them. */
export function receive(hub: Hub, connection: Connection, message: InboundMessage): void {
  // The client has received CONNECTED, hence the new key.
  connection.previousKey = null
  if (!connection.countFrame(hub.clock.now())) {
    disconnect(hub, connection, new RealtimeError('rate_limit', 'too many frames a second'))
    return
  }

  const { action, id } = message
  if (action === Action.heartbeat) {
    const pong = () => connection.send({ action: Action.heartbeat, ...(id !== undefined && { id }) })
    hub.clock.later(PONG_DELAY_MS, pong)
  } else if (action === Action.close) close(hub, connection)
  else if (action === Action.disconnect) cut(hub, connection)
  else if (action === Action.auth) renew(hub, connection, message.auth)
  else if (hasChannel(message)) receiveOnChannel(hub, connection, message)
  else if (needsChannel(action))
    fail(hub, connection, new RealtimeError('bad_request', 'the channel is missing'))
}

function hasChannel(message: InboundMessage): message is ChannelMessage {
  return message.channel !== undefined
}

function needsChannel(action: number): boolean {
  return isAcknowledged(action) || action === Action.attach || action === Action.detach
}

/** Ignores unknown actions and those that only servers send (spec RTF1). */
function receiveOnChannel(hub: Hub, connection: Connection, message: ChannelMessage): void {
  const { action, channel } = message
  try {
    if (isAcknowledged(action)) acknowledge(hub, connection, message)
    else if (action === Action.attach) attach(hub, connection, message)
    else if (action === Action.detach) detach(hub, connection, channel)
    else if (action === Action.sync) resync(connection, channel)
  } catch (error) {
    if (!(error instanceof RealtimeError)) throw error
    connection.sendError(error, channel)
  }
}

function detach(hub: Hub, connection: Connection, channel: string): void {
  const attachment = connection.attachments.get(channel)
  if (attachment) endAttachment(hub, connection, attachment)
  connection.send({ action: Action.detached, channel })
}

function resync(connection: Connection, channel: string): void {
  const attachment = connection.attachments.get(channel)
  if (attachment?.has(Mode.presence_subscribe)) sendSync(connection, attachment)
}

/** Accepts a new token for the same client (spec RTC8). An invalid one ends the connection. */
function renew(hub: Hub, connection: Connection, auth: unknown): void {
  const token = isObject(auth) ? auth.accessToken : undefined
  try {
    if (typeof token !== 'string') throw new RealtimeError('unauthorized', 'no token')
    const identity = hub.authenticator.identify({ token }, connection.params.clientId)
    if (identity.clientId !== connection.clientId)
      throw new RealtimeError('incompatible_credentials', 'the token is for another client id')
    connection.identity = identity
  } catch (error) {
    if (!(error instanceof RealtimeError)) throw error
    fail(hub, connection, error)
    return
  }
  sendConnected(hub, connection)
  watchToken(hub, connection)
  reviseAttachments(hub, connection)
}
