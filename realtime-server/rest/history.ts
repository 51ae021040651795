import { demand } from '../auth/capability'
import { RealtimeError } from '../errors'
import type { Message, PresenceMessage } from '../protocol/protocol-message'
import { messageSerial, seriesOf } from '../protocol/serial'
import type { Entry } from '../store/broker'
import type { Call, Reply } from './call'
import { paginate, type Row } from './pagination'

/** GET /channels/{channel}/messages */
export function messageHistory(call: Call): Reply {
  const { items, link } = paginate(
    entriesFor(call).flatMap((entry) =>
      entry.kind === 'message' ? rowsOf<Message>(entry, entry.messages) : [],
    ),
    call.params,
    'messages',
  )
  return { body: call.payloads(items), headers: { link } }
}

/** GET /channels/{channel}/presence/history */
export function presenceHistory(call: Call): Reply {
  const { items, link } = paginate(
    entriesFor(call).flatMap((entry) =>
      entry.kind === 'presence' ? rowsOf<PresenceMessage>(entry, entry.presence) : [],
    ),
    call.params,
    'history',
  )
  return { body: call.payloads(items), headers: { link } }
}

/** The entries still kept; with `from_serial`, those up to the client's attachment (spec RTL10b). */
function entriesFor(call: Call): readonly Entry[] {
  const channel = call.channelName
  demand(call.identity().capability, 'history', channel)
  const entries = call.hub.broker.history(channel)
  const upTo = call.params.get('from_serial') ?? call.params.get('fromSerial')
  if (upTo === null) return entries
  if (seriesOf(upTo) === null) throw new RealtimeError('bad_parameter', 'from_serial is not a channel serial')
  return entries.filter(({ channelSerial }) => channelSerial <= upTo)
}

function rowsOf<T>({ channelSerial, timestamp }: Entry, items: readonly T[]): Row<T>[] {
  return items.map((item, index) => ({ cursor: messageSerial(channelSerial, index), timestamp, item }))
}
