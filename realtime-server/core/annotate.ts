import { authorOf } from '../auth/identity'
import { RealtimeError } from '../errors'
import { AnnotationAction, MessageAction } from '../protocol/actions'
import { sizeOf } from '../protocol/data-encoding'
import type { Annotation, Message } from '../protocol/protocol-message'
import type { AnnotationDraft } from '../protocol/read-annotations'
import { messageSerial } from '../protocol/serial'
import { methodOf, needsClientId, summarise } from '../protocol/summary'
import type { Channel } from './channel'
import { findRepeated, OVERHEAD, type Publisher } from './publish'

/** The largest size of an annotated message with its summary: it is sent again with each annotation. */
const MAX_SUMMARY_SIZE = 64 * 1024

/**
 * Annotates messages, all or none, as one log entry; then sends every subscriber the new summary of each message.
 * Repeated annotations add nothing.
 *
 * @returns the serials of the annotations
 * @throws RealtimeError `not_found` for a message that is no longer kept, `client_id_needed`, `bad_client_id`,
 *   `message_too_large` when the summary would be too large
 */
export function annotate(
  channel: Channel,
  drafts: readonly AnnotationDraft[],
  publisher: Publisher,
): string[] {
  const { connectionId, msgSerial } = publisher
  const earlier = findRepeated(channel, publisher)
  if (earlier?.kind === 'annotation') return earlier.annotations.map(({ serial }) => serial)

  const authors = drafts.map((draft) => authorFor(draft, publisher))
  const annotated = summarised(channel, drafts, authors)
  const entry = channel.append({
    connectionId,
    msgSerial,
    size: drafts.reduce((sum, draft) => sum + sizeOf(draft) + OVERHEAD, 0),
    toEntry: (place) => ({
      ...place,
      kind: 'annotation',
      annotations: drafts.map((draft, index) => {
        const serial = messageSerial(place.channelSerial, index)
        const { timestamp } = place
        return toAnnotation(draft, { id: serial, serial, timestamp, clientId: authors[index], connectionId })
      }),
    }),
  })
  for (const message of annotated) tellSummary(channel, message)
  return entry.kind === 'annotation' ? entry.annotations.map(({ serial }) => serial) : []
}

function authorFor({ clientId, type }: AnnotationDraft, publisher: Publisher): string | undefined {
  const author = authorOf(publisher.clientId, clientId)
  if (author === undefined && needsClientId(methodOf(type)))
    throw new RealtimeError('client_id_needed', 'annotations of this type need a client id')
  return author
}

/** The annotated messages with their new summaries. */
function summarised(
  { broker, name }: Channel,
  drafts: readonly AnnotationDraft[],
  authors: readonly (string | undefined)[],
): Message[] {
  const messages = new Map<string, Message>()
  drafts.forEach((draft, index) => {
    const latest = messages.get(draft.messageSerial) ?? broker.versions(name, draft.messageSerial).at(-1)
    if (!latest) throw new RealtimeError('not_found', 'message not found, or no longer kept')
    const isDeletion = draft.action === AnnotationAction.delete
    const stamp = { id: '', serial: '', timestamp: 0, clientId: authors[index], connectionId: undefined }
    const summary = summarise(latest.annotations?.summary ?? {}, toAnnotation(draft, stamp), isDeletion)
    if (Buffer.byteLength(JSON.stringify(summary)) > MAX_SUMMARY_SIZE)
      throw new RealtimeError('message_too_large', 'the message cannot take more annotations')
    messages.set(draft.messageSerial, { ...latest, annotations: { summary } })
  })
  return [...messages.values()]
}

function tellSummary(channel: Channel, message: Message): void {
  const { serial, version, timestamp, annotations } = message
  channel.append({
    size: Buffer.byteLength(JSON.stringify(annotations)) + OVERHEAD,
    toEntry: (place) => ({
      ...place,
      kind: 'message',
      messages: [
        {
          id: messageSerial(place.channelSerial, 0),
          serial,
          version,
          timestamp,
          action: MessageAction.summary,
          ...(annotations && { annotations }),
        },
      ],
    }),
    revision: () => message,
  })
}

type Stamp = {
  id: string
  serial: string
  timestamp: number
  clientId: string | undefined
  connectionId: string | undefined
}

function toAnnotation(
  { clientId: _, ...draft }: AnnotationDraft,
  { clientId, connectionId, ...stamp }: Stamp,
): Annotation {
  return {
    ...draft,
    ...stamp,
    ...(clientId !== undefined && { clientId }),
    ...(connectionId !== undefined && { connectionId }),
  }
}
