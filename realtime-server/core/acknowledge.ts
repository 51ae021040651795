import { demand } from '../auth/capability'
import { RealtimeError } from '../errors'
import { Action } from '../protocol/actions'
import { parseChannelName } from '../protocol/channel-name'
import { Mode, namesOfModes } from '../protocol/flags'
import type { InboundMessage } from '../protocol/protocol-message'
import { readAnnotations } from '../protocol/read-annotations'
import { readMessages } from '../protocol/read-messages'
import { isMutation, readMutation } from '../protocol/read-mutation'
import { readPresence } from '../protocol/read-presence'
import { annotate } from './annotate'
import type { Connection } from './connection'
import { fail } from './disconnect'
import type { Hub } from './hub'
import { mutate } from './mutate'
import { changePresence } from './presence'
import { publish } from './publish'

/** A frame about a channel. */
export type ChannelMessage = InboundMessage & { channel: string }

/** Handles publish, annotation and presence frames, and acknowledges them in order of arrival. */
export function acknowledge(hub: Hub, connection: Connection, message: ChannelMessage): void {
  const { msgSerial } = message
  if (msgSerial === undefined) {
    fail(hub, connection, new RealtimeError('bad_request', 'msgSerial is missing'))
    return
  }
  if (connection.repeatAck(msgSerial)) return

  try {
    const act = frames[message.action]
    if (act) connection.ack(msgSerial, act(hub, connection, message, msgSerial))
  } catch (error) {
    if (!(error instanceof RealtimeError)) throw error
    connection.nack(msgSerial, error)
  }
}

/** Whether frames with this action are answered with ACK or NACK. */
export function isAcknowledged(action: number): boolean {
  return action in frames
}

/** Handles one kind of frame. Returns the serials it created. */
type Frame = (hub: Hub, connection: Connection, message: ChannelMessage, msgSerial: number) => string[]

const frames: Partial<Record<number, Frame>> = {
  [Action.message]: publishFrame,
  [Action.presence]: presenceFrame,
  [Action.annotation]: annotationFrame,
}

function publishFrame(
  hub: Hub,
  connection: Connection,
  message: ChannelMessage,
  msgSerial: number,
): string[] {
  if (isMutation(message.messages)) return mutationFrame(hub, connection, message, msgSerial)
  const name = allowed(connection, message.channel, 'publish', Mode.publish)
  connection.countOperation()

  const drafts = readMessages(message.messages, hub.limitsOf(connection.identity).maxMessageSize)
  if (drafts.some(({ connectionKey }) => connectionKey !== undefined && connectionKey !== connection.key))
    throw new RealtimeError('bad_connection_key', 'the connection key belongs to another connection')
  const { id: connectionId, clientId } = connection
  const mayRepeat = connection.mayRepeat(msgSerial)
  const { serials } = publish(hub.channel(name), drafts, { connectionId, clientId, msgSerial, mayRepeat })
  hub.statistics.countInbound('realtime', drafts, hub.clock.now())
  return serials
}

/** Changes a message. The capability needed depends on whose message it is. */
function mutationFrame(
  hub: Hub,
  connection: Connection,
  { channel, messages }: ChannelMessage,
  msgSerial: number,
): string[] {
  const { name } = parseChannelName(channel)
  demandMode(connection, channel, Mode.publish)
  connection.countOperation()
  const { maxMessageSize } = hub.limitsOf(connection.identity)
  const draft = readMutation((messages as unknown[])[0], maxMessageSize)
  const { id: connectionId, clientId, identity } = connection
  return mutate(hub.mutableChannel(name), draft, {
    connectionId,
    clientId,
    msgSerial,
    capability: identity.capability,
    maxMessageSize,
  }).serials
}

function annotationFrame(
  hub: Hub,
  connection: Connection,
  { channel, annotations }: ChannelMessage,
  msgSerial: number,
): string[] {
  const name = allowed(connection, channel, 'annotation-publish', Mode.annotation_publish)
  connection.countOperation()
  const drafts = readAnnotations(annotations, hub.limitsOf(connection.identity).maxMessageSize)
  const { id: connectionId, clientId } = connection
  return annotate(hub.mutableChannel(name), drafts, { connectionId, clientId, msgSerial })
}

function presenceFrame(
  hub: Hub,
  connection: Connection,
  message: ChannelMessage,
  msgSerial: number,
): string[] {
  const name = allowed(connection, message.channel, 'presence', Mode.presence)
  if (!connection.attachments.has(message.channel))
    throw new RealtimeError('not_attached', 'presence needs an attached channel')
  connection.countOperation()

  const { maxMessageSize, maxMembersPerClient } = hub.limitsOf(connection.identity)
  const drafts = readPresence(message.presence, maxMessageSize)
  const channel = hub.channel(name)
  const rules = { maxMembers: hub.limits.maxPresenceMembers, maxMembersPerClient, now: hub.clock.now() }
  changePresence(
    channel,
    drafts,
    { connectionId: connection.id, clientId: connection.clientId, msgSerial },
    rules,
  )
  connection.presentOn.add(channel)
  return []
}

/**
 * The channel's name, if capability and attachment allow the operation on it.
 *
 * @throws RealtimeError `bad_channel_name`, `capability_denied`, `mode_not_requested`
 */
function allowed(connection: Connection, channel: string, operation: string, mode: number): string {
  const attachment = connection.attachments.get(channel)
  // Granted modes are derived from the capability, so it need not be checked again for every message.
  if (attachment?.has(mode)) return attachment.channel.name

  const { name } = parseChannelName(channel)
  demand(connection.identity.capability, operation, name)
  demandMode(connection, channel, mode)
  return name
}

function demandMode(connection: Connection, channel: string, mode: number): void {
  const attachment = connection.attachments.get(channel)
  if (attachment && !attachment.has(mode))
    throw new RealtimeError(
      'mode_not_requested',
      `the channel was attached without the mode ${namesOfModes(mode)}`,
    )
}
