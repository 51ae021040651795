import { authorOf } from '../auth/identity'
import { RealtimeError } from '../errors'
import { MessageAction } from '../protocol/actions'
import type { Message } from '../protocol/protocol-message'
import { randomText } from '../protocol/random-text'
import { type MessageDraft, totalSize } from '../protocol/read-messages'
import { messageSerial } from '../protocol/serial'
import type { Entry, Place } from '../store/broker'
import type { Channel } from './channel'

/** Who publishes. */
export type Publisher = {
  /** Concrete, `*` for a client that may speak for anyone, `null` for an anonymous one. */
  clientId: string | null
  connectionId?: string
  /** The place of this publish on the connection: what makes its id, and tells when it is repeated. */
  msgSerial?: number
  /** False when it is known that nothing has come from that place before. */
  mayRepeat?: boolean
}

export type Published = {
  /** What the ids of all messages begin with. */
  messageId: string
  /** Of the messages, or of the new version of a message that was changed. */
  serials: string[]
}

/** What an entry weighs beside its messages' contents, in bytes: a guess at ids, serials and objects. */
export const OVERHEAD = 300

/**
 * Publishes messages as one entry. A repeated publish adds nothing and gets the answer of the first one.
 *
 * @throws RealtimeError `bad_client_id` when a message claims somebody else's client id
 */
export function publish(channel: Channel, drafts: readonly MessageDraft[], publisher: Publisher): Published {
  const authors = drafts.map(({ clientId }) => authorOf(publisher.clientId, clientId))
  const { connectionId, msgSerial } = publisher
  const publishId = drafts[0]?.id
  const earlier =
    publishId === undefined ? madeEarlier(channel, publisher) : channel.broker.find(channel.name, publishId)
  if (earlier) return answerOf(earlier)

  const ids = idsOf(drafts, publisher)
  const entry = channel.append({
    connectionId,
    msgSerial: publishId === undefined ? msgSerial : undefined,
    publishId,
    size: totalSize(drafts) + drafts.length * OVERHEAD,
    // Field by field: with the place spread into it a publish took a tenth longer.
    toEntry: ({ channelSerial, timestamp }) => ({
      kind: 'message',
      channelSerial,
      timestamp,
      connectionId,
      messages: toMessages(drafts, { ids, authors, connectionId, channelSerial, timestamp }),
    }),
  })
  return answerOf(entry)
}

/** What came earlier from the same place on the same connection. */
export function madeEarlier(channel: Channel, publisher: Publisher): Entry | undefined {
  const { connectionId, msgSerial, mayRepeat = true } = publisher
  if (connectionId === undefined || msgSerial === undefined || !mayRepeat) return undefined
  return channel.broker.findMade(channel.name, connectionId, msgSerial)
}

function idsOf(drafts: readonly MessageDraft[], { connectionId, msgSerial }: Publisher): string[] {
  const isNumbered = connectionId !== undefined && msgSerial !== undefined
  // Without a connection it is the first publish of one that was made for it alone: ids have the same parts everywhere.
  const base = isNumbered ? `${connectionId}:${msgSerial}` : `${randomText(9)}:0`
  return drafts.map(({ id }, index) => id ?? `${base}:${index}`)
}

type Stamps = Place & { ids: readonly string[]; authors: readonly (string | undefined)[] }

function toMessages(drafts: readonly MessageDraft[], stamps: Stamps): Message[] {
  const { ids, authors, channelSerial, connectionId, timestamp } = stamps
  const messages: Message[] = []
  // Pushed, not mapped: what `map` makes is a list with room for holes, which JSON takes longer to write.
  drafts.forEach((draft, index) => {
    const [id = '', author] = [ids[index], authors[index]]
    const serial = messageSerial(channelSerial, index)
    messages.push(toMessage(draft, { id, author, connectionId, serial, timestamp }))
  })
  return messages
}

type Stamp = {
  id: string
  author: string | undefined
  connectionId: string | undefined
  serial: string
  timestamp: number
}

function toMessage(draft: MessageDraft, { id, author, connectionId, serial, timestamp }: Stamp): Message {
  const { name, data, encoding, extras } = draft
  const version = { serial, timestamp }
  const message: Message = { id, timestamp, serial, version, action: MessageAction.create }
  if (name !== undefined) message.name = name
  if (data !== undefined) message.data = data
  if (encoding !== undefined) message.encoding = encoding
  if (extras !== undefined) message.extras = extras
  if (author !== undefined) message.clientId = author
  if (connectionId !== undefined) message.connectionId = connectionId
  return message
}

/** What a publish is answered, the first time and when it is repeated. */
export function answerOf(entry: Entry): Published {
  if (entry.kind !== 'message') throw new RealtimeError('internal', 'a publish id belongs to no publish')
  const id = entry.messages[0]?.id ?? ''
  return {
    messageId: id.endsWith(':0') ? id.slice(0, -':0'.length) : id,
    serials: entry.messages.map(({ version }) => version.serial),
  }
}
