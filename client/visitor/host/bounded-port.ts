import { type MessageOf, type MessageTable, readMessage } from '@/contract/log/message-table'
import { MAX_FRAME_MESSAGE_LENGTH, MAX_FRAME_MESSAGES_PER_SECOND } from '@/contract/sites/frame-limits'

/** Why a message was dropped. */
type Fault = 'too long' | 'too many' | 'unknown'

/**
 * Receives messages on the port between a page and our frame in it. Drops messages that are too long, exceed the rate limit or
 * are not in `table`, and logs each kind of fault once. The other side may be hostile or of another version.
 *
 * @returns a function that sends
 */
export function listenToPort<Table extends MessageTable, Sent>(
  port: MessagePort,
  table: Table,
  onMessage: (message: MessageOf<Table>) => void,
): (message: Sent) => void {
  const faults = new Set<Fault>()
  let second = Number.NEGATIVE_INFINITY
  let count = 0

  function drop(fault: Fault) {
    if (faults.has(fault)) return
    faults.add(fault)
    console.warn(`Porchlight dropped a message between the page and the chat's frame: ${fault}.`)
  }

  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    const now = performance.now()
    if (now - second >= 1_000) {
      second = now
      count = 0
    }
    count += 1
    if (count > MAX_FRAME_MESSAGES_PER_SECOND) return drop('too many')
    if (typeof data !== 'string') return drop('unknown')
    if (data.length > MAX_FRAME_MESSAGE_LENGTH) return drop('too long')
    const message = readMessage(table, parsed(data))
    if (message === null) drop('unknown')
    else onMessage(message)
  }
  // Setting `onmessage` starts the port.
  return (message) => port.postMessage(JSON.stringify(message))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
