import { allowedOn } from '../auth/capability'
import { RealtimeError, toErrorInfo } from '../errors'
import { Action, PresenceAction } from '../protocol/actions'
import { parseChannelName } from '../protocol/channel-name'
import { type AttachRequest, readAttachRequest } from '../protocol/channel-params'
import { Flag, grantedModes, Mode, namesOfModes } from '../protocol/flags'
import type { InboundMessage, OutboundMessage } from '../protocol/protocol-message'
import type { Entry } from '../store/broker'
import { Attachment } from './attachment'
import { Broadcast } from './broadcast'
import type { Channel } from './channel'
import type { Connection } from './connection'
import { disconnect, endAttachment } from './disconnect'
import type { Hub } from './hub'
import { sendOccupancy } from './occupancy'
import { rewound } from './rewind'
import { sendSync } from './sync'

/** This many backlog entries cost as much as an attach. */
const ENTRIES_PER_ATTACH = 20
/** With occupancy, counting this many attachments of a channel costs as much as an attach. */
const COUNTED_PER_ATTACH = 20
/** How many names of one channel (with different qualifiers) a connection may attach: each receives every message. */
const MAX_NAMES_PER_CHANNEL = 4

/**
 * Attaches, or updates an attachment, and responds with ATTACHED, the backlog and the members present. All of it is queued
 * at once, so nothing else is sent on the channel in between. A client that repeats an attach with a rewind before it got the
 * ATTACHED, and so without a serial, gets the rewind: to the client both are one attach.
 *
 * @throws RealtimeError for an invalid name or parameters, or an insufficient capability
 */
export function attach(
  hub: Hub,
  connection: Connection,
  message: InboundMessage & { channel: string },
): void {
  const { name, params } = parseChannelName(message.channel)
  const request = readAttachRequest(message.flags, new Map([...params, ...message.params]))
  const granted = grantFor(connection, name, request.modes)
  if (granted === 0) throw new RealtimeError('capability_denied', 'the capability grants none of the modes')

  if (!connection.client.takeAttach()) {
    disconnect(hub, connection, new RealtimeError('rate_limit', 'too many attaches a second by this client'))
    return
  }
  const existing = connection.attachments.get(message.channel)
  if (existing) {
    const rewindsLate = !message.channelSerial && existing.params.rewind !== request.params.rewind
    update(existing, request, granted)
    const { from, backlog } = rewindsLate
      ? startOf(hub, existing.channel, existing, { serial: undefined, request })
      : { from: hub.broker.head(name), backlog: [] }
    answer(connection, existing, { resumed: true, from, backlog })
    answerOccupancy(hub, connection, existing)
    return
  }
  if (connection.attachments.size >= hub.limits.maxChannelsPerConnection)
    throw new RealtimeError('too_many_channels', 'too many channels on this connection')

  const channel = hub.channel(name)
  const names = [...connection.attachments.values()].filter((other) => other.channel === channel)
  if (names.length >= MAX_NAMES_PER_CHANNEL)
    throw new RealtimeError('too_many_channels', 'this channel is attached under too many names')
  const attachment = new Attachment(connection, message.channel, channel)
  update(attachment, request, granted)
  const start = startOf(hub, channel, attachment, { serial: message.channelSerial, request })
  connection.attachments.set(message.channel, attachment)
  channel.attachments.add(attachment)
  answer(connection, attachment, start)
  answerOccupancy(hub, connection, attachment)
}

/** Applies a new capability to all attachments. Detaches those left without a mode. */
export function reviseAttachments(hub: Hub, connection: Connection): void {
  for (const attachment of connection.attachments.values()) {
    const granted = grantFor(connection, attachment.channel.name, attachment.requested)
    if (granted === attachment.granted) continue

    const gainsPresence =
      !attachment.has(Mode.presence_subscribe) && (granted & Mode.presence_subscribe) !== 0
    attachment.granted = granted
    if (granted === 0) {
      endAttachment(hub, connection, attachment)
      const error = new RealtimeError('capability_denied', 'the new capability grants none of the modes')
      connection.sendError(error, attachment.name)
      continue
    }
    sendAttached(connection, attachment, {
      resumed: true,
      from: hub.broker.head(attachment.channel.name),
      backlog: [],
    })
    if (gainsPresence) sendSync(connection, attachment)
  }
}

/** Where an attachment starts. */
type Start = {
  resumed: boolean
  /** The serial before the backlog: if the backlog is lost in transit, the client resumes from here. */
  from: string
  backlog: readonly Entry[]
  error?: RealtimeError
}

function startOf(
  hub: Hub,
  channel: Channel,
  attachment: Attachment,
  { serial, request }: { serial: string | undefined; request: AttachRequest },
): Start {
  if (serial) {
    const missed = hub.broker.after(channel.name, serial)
    if (missed)
      return {
        resumed: true,
        from: serial,
        backlog: wantedBy(attachment, missed).flatMap(withoutLeaves(attachment)),
      }
    const error = new RealtimeError('continuity_lost', 'the messages in between are no longer kept')
    return { resumed: false, from: hub.broker.head(channel.name), backlog: [], error }
  }

  const head = hub.broker.head(channel.name)
  if (request.rewind === null) return { resumed: false, from: head, backlog: [] }
  const entries = wantedBy(attachment, hub.broker.history(channel.name))
  const { backlog, first } = rewound(entries, request.rewind, hub.clock.now())
  const from = first ? hub.broker.before(channel.name, first) : head
  return { resumed: false, from, backlog }
}

function answer(connection: Connection, attachment: Attachment, start: Start): void {
  sendAttached(connection, attachment, start)
  connection.client.chargeAttach(start.backlog.length / ENTRIES_PER_ATTACH)
  for (const entry of start.backlog) connection.sendBroadcast(new Broadcast(entry), attachment.name)
  if (showsPresence(attachment)) sendSync(connection, attachment)
}

function answerOccupancy(hub: Hub, { client }: Connection, attachment: Attachment): void {
  const { channel } = attachment
  if (sendOccupancy(hub, attachment))
    client.chargeAttach((channel.attachments.size + channel.presence.size) / COUNTED_PER_ATTACH)
}

function sendAttached(
  connection: Connection,
  attachment: Attachment,
  { resumed, from, backlog, error }: Start,
): void {
  const flags =
    attachment.granted |
    (resumed ? Flag.resumed : 0) |
    (backlog.length > 0 ? Flag.hasBacklog : 0) |
    (showsPresence(attachment) ? Flag.hasPresence : 0)
  const params = attachment.namesModes
    ? { ...attachment.params, modes: namesOfModes(attachment.granted) }
    : attachment.params
  const attached: OutboundMessage = {
    action: Action.attached,
    channel: attachment.name,
    channelSerial: from,
    flags,
    params,
  }
  if (error) attached.error = toErrorInfo(error)
  connection.send(attached)
}

function update(attachment: Attachment, request: AttachRequest, granted: number): void {
  attachment.requested = request.modes
  attachment.granted = granted
  attachment.params = request.params
  attachment.namesModes = request.namesModes
}

function grantFor(connection: Connection, channel: string, modes: number): number {
  return grantedModes(modes, allowedOn(connection.identity.capability, channel))
}

function wantedBy(attachment: Attachment, entries: readonly Entry[]): Entry[] {
  return entries.filter((entry) => attachment.wants(entry))
}

/**
 * Drops leaves from missed presence. The client infers from ATTACHED and the sync who left; with the leave before them, the
 * application would be notified twice.
 */
function withoutLeaves({ channel, granted }: Attachment) {
  return (entry: Entry): Entry | [] => {
    if (entry.kind !== 'presence' || (granted & Mode.presence_subscribe) === 0) return entry
    const presence = entry.presence.filter(
      ({ action, connectionId, clientId }) =>
        action !== PresenceAction.leave && channel.presence.find(connectionId, clientId) !== undefined,
    )
    return presence.length === 0 ? [] : { ...entry, presence }
  }
}

function showsPresence(attachment: Attachment): boolean {
  return attachment.has(Mode.presence_subscribe) && attachment.channel.presence.size > 0
}
