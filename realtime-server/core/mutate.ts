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
import { findRepeated, OVERHEAD, type Published, type Publisher, resultOf } from './publish'

/** Who changes a message, and the largest size it may reach, in bytes. */
export type Mutator = Publisher & { capability: Capability; maxMessageSize: number }

/**
 * Updates, deletes or appends to a message: stores a new version and broadcasts it. A deleted message stays as a tombstone,
 * with the fields that the request did not clear. A repeated change is not applied again and gets the first result.
 *
 * @throws RealtimeError `capability_denied`, `own_needs_client_id`, `bad_client_id`, `not_found` for a message no
 *   longer kept, `bad_data` for an append that does not fit, `message_too_large`
 */
export function mutate(channel: Channel, draft: MutationDraft, mutator: Mutator): Published {
  const author = authorOf(mutator.clientId, draft.operation.clientId)
  const right = rightTo(draft.action === MessageAction.delete ? 'delete' : 'update', channel, mutator, author)

  const earlier = findRepeated(channel, mutator)
  if (earlier) return resultOf(earlier)

  const latest = channel.broker.versions(channel.name, draft.serial).at(-1)
  if (!latest) throw new RealtimeError('not_found', 'message not found, or no longer kept')
  if (right === 'own' && latest.clientId !== author)
    throw new RealtimeError('capability_denied', 'the capability grants this for own messages only')

  const merged = merge(latest, draft)
  if (sizeOf(merged) > mutator.maxMessageSize)
    throw new RealtimeError('message_too_large', `the message would exceed ${mutator.maxMessageSize} bytes`)

  const version = ({ channelSerial, timestamp }: Place): MessageVersion => ({
    ...draft.operation,
    ...(author !== undefined && { clientId: author }),
    serial: messageSerial(channelSerial, 0),
    // Strictly later, so that sorting by time keeps the order of versions.
    timestamp: Math.max(timestamp, latest.version.timestamp + 1),
  })
  const entry = channel.append({
    connectionId: mutator.connectionId,
    msgSerial: mutator.msgSerial,
    size: sizeOf(merged) + OVERHEAD,
    toEntry: (place) => ({
      ...place,
      kind: 'message',
      messages: [{ ...toBroadcast(draft, merged), version: version(place) }],
    }),
    revision: (place) => ({ ...merged, version: version(place) }),
  })
  return resultOf(entry)
}

/** Whether the caller may change any message on the channel, or only their own. */
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
    throw new RealtimeError('own_needs_client_id', 'only a client with a client id has messages of its own')
  return 'own'
}

/** Merges a change into the message. Data and encoding are replaced together. */
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

/** Appends text to text, or bytes to bytes. Encoded or encrypted data cannot be appended to. */
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

/** What subscribers receive: the whole message, or only the part appended. */
function toBroadcast({ action, data }: MutationDraft, merged: Message): Message {
  if (action !== MessageAction.append) return merged
  const { data: _, ...rest } = merged
  return { ...rest, ...(data !== undefined && { data }), action }
}
