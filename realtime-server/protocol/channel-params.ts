import { RealtimeError } from '../errors'
import { DEFAULT_MODES, Flag, modesFromFlags, modesFromNames } from './flags'

/** How far back a fresh attachment begins. */
export type Rewind = { messages: number } | { durationMs: number }

/** What an ATTACH asks for, once read. */
export type AttachRequest = {
  modes: number
  /** Whether the modes came as a parameter, and so are repeated as one in the answer. */
  namesModes: boolean
  rewind: Rewind | null
  /** The parameters to repeat in ATTACHED, but for `modes`. */
  params: Record<string, string>
}

const MAX_REWIND_MESSAGES = 100
const MAX_REWIND_MS = 120_000

/**
 * Reads modes and parameters. Parameters that we do not know are dropped.
 *
 * @throws RealtimeError `bad_parameter`
 */
export function readAttachRequest(flags: number, params: ReadonlyMap<string, string>): AttachRequest {
  const names = params.get('modes')
  const modes = names === undefined ? (modesFromFlags(flags) ?? DEFAULT_MODES) : modesFromNames(names)
  if (modes === null) throw new RealtimeError('bad_parameter', 'modes has an unknown mode')

  const text = params.get('rewind')
  const rewind = text === undefined ? null : parseRewind(text)
  // A client that was attached before has had what a rewind would bring.
  const isFresh = (flags & Flag.attachResume) === 0
  return {
    modes,
    namesModes: names !== undefined,
    rewind: isFresh ? rewind : null,
    params: recognised(params),
  }
}

/** The parameters that we know and that are repeated. A client that asks for deltas is content with whole messages. */
function recognised(params: ReadonlyMap<string, string>): Record<string, string> {
  const known: Record<string, string> = {}
  for (const name of ['rewind', 'delta', 'occupancy']) {
    const value = params.get(name)
    if (value !== undefined) known[name] = value
  }
  const { delta, occupancy } = known
  if (delta !== undefined && delta !== 'vcdiff') throw new RealtimeError('bad_parameter', 'delta is vcdiff')
  if (occupancy !== undefined && !/^metrics(\.[A-Za-z]+)?$/.test(occupancy))
    throw new RealtimeError('bad_parameter', 'occupancy is metrics, or metrics. and one of them')
  return known
}

/** Beyond 100 messages or two minutes it is as if just that had been asked for. */
function parseRewind(text: string): Rewind {
  const match = /^(\d{1,9})([sm]?)$/.exec(text)
  const amount = Number(match?.[1])
  if (!match || amount === 0) throw new RealtimeError('bad_parameter', 'rewind is like 10, 15s or 2m')

  if (match[2] === '') return { messages: Math.min(amount, MAX_REWIND_MESSAGES) }
  return { durationMs: Math.min(amount * (match[2] === 's' ? 1_000 : 60_000), MAX_REWIND_MS) }
}
