import type { Rewind } from '../protocol/channel-params'
import type { Entry } from '../store/broker'

/**
 * The newest messages of a log that a rewind asks for, oldest first. Presence is not rewound.
 *
 * @param entries oldest first
 * @returns the backlog, and its first entry
 */
export function rewound(
  entries: readonly Entry[],
  rewind: Rewind,
  now: number,
): { backlog: Entry[]; first: Entry | undefined } {
  const backlog: Entry[] = []
  let wanted = 'messages' in rewind ? rewind.messages : Number.POSITIVE_INFINITY
  const since = 'durationMs' in rewind ? now - rewind.durationMs : 0
  let first: Entry | undefined
  for (const entry of entries.toReversed()) {
    if (wanted === 0 || entry.timestamp < since) break
    if (entry.kind !== 'message') continue

    const messages = entry.messages.slice(-wanted)
    backlog.unshift({ ...entry, messages })
    wanted -= messages.length
    first = entry
  }
  return { backlog, first }
}
