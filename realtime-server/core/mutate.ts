import { allows, type Capability } from '../auth/capability'
import { authorOf } from '../auth/identity'
import { RealtimeError } from '../errors'
import { MessageAction } from '../protocol/actions'
import { sizeOf } from '../protocol/data-encoding'
import type { Message, MessageVersion } from '../protocol/protocol-message'
import type { MutationDraft } from '../protocol/read-mutation'
import { messageSerial } from '../protocol/serial'
import type { Place } from '../store/broker'
import type { Channel } from './channel'
import { answerOf, madeEarlier, OVERHEAD, type Published, type Publisher } from './publish'

/** Who changes a message, and how large it may become in bytes. */
export type Mutator = Publisher & { capability: Capability; maxMessageSize: number }

/**
 * Updates, deletes or appends to a message: a new version, told to everyone and kept with the others. A deleted message stays
 * as a tombstone with whatever it is not asked to drop. A repeated change adds nothing and gets the first answer.
 *
 * @throws RealtimeError `capability_denied`, `own_needs_client_id`, `bad_client_id`, `not_found` for a message that is no
 *   longer kept, `bad_data` for an append that does not fit, `message_too_large`
 */
export function mutate(channel: Channel, draft: MutationDraft, mutator: Mutator): Published {
  const author = authorOf(mutator.clientId, draft.operation.clientId)
  const right = rightTo(draft.action === MessageAction.delete ? 'delete' : 'update', channel, mutator, author)

  const earlier = madeEarlier(channel, mutator)
  if (earlier) return answerOf(earlier)

  const latest = channel.broker.versions(channel.name, draft.serial).at(-1)
  if (!latest) throw new RealtimeError('not_found', 'no such message, or it is no longer kept')
  if (right === 'own' && latest.clientId !== author)
    throw new RealtimeError('capability_denied', 'the capability grants this for own messages only')

  const merged = merge(latest, draft)
  if (sizeOf(merged) > mutator.maxMessageSize)
    throw new RealtimeError(
      'message_too_large',
      `the message would have more than ${mutator.maxMessageSize} bytes`,
    )

  const version = ({ channelSerial, timestamp }: Place): MessageVersion => ({
    ...draft.operation,
    ...(author !== undefined && { clientId: author }),
    serial: messageSerial(channelSerial, 0),
    // Ordered by time, the versions keep their order, too.
    timestamp: Math.max(timestamp, latest.version.timestamp + 1),
  })
  const entry = channel.append({
    connectionId: mutator.connectionId,
    msgSerial: mutator.msgSerial,
    size: sizeOf(merged) + OVERHEAD,
    toEntry: (place) => ({
      ...place,
      kind: 'message',
      messages: [{ ...toldOf(draft, merged), version: version(place) }],
    }),
    revision: (place) => ({ ...merged, version: version(place) }),
  })
  return answerOf(entry)
}

/** Whether someone may change any message of a channel, or only those of their own client id. */
function rightTo(
  what: 'update' | 'delete',
  { name }: Channel,
  { capability }: Mutator,
  author: string | undefined,
): 'any' | 'own' {
  if (allows(capability, `message-${what}-any`, name)) return 'any'
  if (!allows(capability, `message-${what}-own`, name))
    throw new RealtimeError('capability_denied', `the capability does not grant to ${what} messages here`)
  if (author === undefined)
    throw new RealtimeError('own_needs_client_id', 'nobody in particular has messages of their own')
  return 'own'
}

/** The message with what the change supplies. Data and its encoding go together. */
function merge(latest: Message, draft: MutationDraft): Message {
  const { name, data, encoding, extras } = draft
  const { data: latestData, encoding: latestEncoding, ...rest } = latest
  const payload =
    draft.action === MessageAction.append
      ? appended(latest, draft)
      : data === undefined
        ? { data: latestData, encoding: latestEncoding }
        : { data, encoding }
  return {
    ...rest,
    ...(payload.data !== undefined && { data: payload.data }),
    ...(payload.encoding !== undefined && { encoding: payload.encoding }),
    ...(name !== undefined && { name }),
    ...(extras !== undefined && { extras }),
    action: draft.action === MessageAction.delete ? MessageAction.delete : MessageAction.update,
  }
}

/** Text after text or bytes after bytes. What is encoded or encrypted cannot be taken apart and put together here. */
function appended({ data, encoding }: Message, more: MutationDraft) {
  if (more.data === undefined) return { data, encoding }
  if (data === undefined) return { data: more.data, encoding: more.encoding }
  if (encoding !== undefined || more.encoding !== undefined)
    throw new RealtimeError('bad_data', 'only plain text and bytes can be appended to')

  if (typeof data === 'string' && typeof more.data === 'string') return { data: data + more.data, encoding }
  if (typeof data !== 'string' && typeof more.data !== 'string')
    return { data: Buffer.concat([data, more.data]), encoding }
  throw new RealtimeError('bad_data', 'text is appended to text and bytes to bytes')
}

/** What those who listen are told: the message in full, or what was appended to it. */
function toldOf({ action, data }: MutationDraft, merged: Message): Message {
  if (action !== MessageAction.append) return merged
  const { data: _, ...rest } = merged
  return { ...rest, ...(data !== undefined && { data }), action }
}
