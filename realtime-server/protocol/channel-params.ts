import { RealtimeError } from '../errors'
import { DEFAULT_MODES, Flag, modesFromFlags, modesFromNames } from './flags'

/** How far back the backlog of a fresh attachment goes. */
export type Rewind = { messages: number } | { durationMs: number }

/** The parsed parameters of an ATTACH. */
export type AttachRequest = {
  modes: number
  /** Whether the modes came as a parameter, which ATTACHED then echoes. */
  namesModes: boolean
  rewind: Rewind | null
  /** The parameters to echo in ATTACHED, except `modes`. */
  params: Record<string, string>
}

const MAX_REWIND_MESSAGES = 100
const MAX_REWIND_MS = 120_000

/**
 * Reads modes and parameters. Drops unknown parameters.
 *
 * @throws RealtimeError `bad_parameter`
 */
export function readAttachRequest(flags: number, params: ReadonlyMap<string, string>): AttachRequest {
  const names = params.get('modes')
  const modes = names === undefined ? (modesFromFlags(flags) ?? DEFAULT_MODES) : modesFromNames(names)
  if (modes === null) throw new RealtimeError('bad_parameter', 'unknown mode')

  const text = params.get('rewind')
  const rewind = text === undefined ? null : parseRewind(text)
  // A client that was attached before already received what a rewind would bring.
  const isFresh = (flags & Flag.attachResume) === 0
  return {
    modes,
    namesModes: names !== undefined,
    rewind: isFresh ? rewind : null,
    params: recognised(params),
  }
}

/** The known parameters, which are echoed. Clients that ask for deltas also accept whole messages. */
function recognised(params: ReadonlyMap<string, string>): Record<string, string> {
  const known: Record<string, string> = {}
  for (const name of ['rewind', 'delta', 'occupancy']) {
    const value = params.get(name)
    if (value !== undefined) known[name] = value
  }
  const { delta, occupancy } = known
  if (delta !== undefined && delta !== 'vcdiff')
    throw new RealtimeError('bad_parameter', 'delta must be vcdiff')
  if (occupancy !== undefined && !/^metrics(\.[A-Za-z]+)?$/.test(occupancy))
    throw new RealtimeError('bad_parameter', 'occupancy must be metrics, or metrics. and a name')
  return known
}

/** Capped at 100 messages or two minutes. */
function parseRewind(text: string): Rewind {
  const match = /^(\d{1,9})([sm]?)$/.exec(text)
  const amount = Number(match?.[1])
  if (!match || amount === 0) throw new RealtimeError('bad_parameter', 'rewind must look like 10, 15s or 2m')

  if (match[2] === '') return { messages: Math.min(amount, MAX_REWIND_MESSAGES) }
  return { durationMs: Math.min(amount * (match[2] === 's' ? 1_000 : 60_000), MAX_REWIND_MS) }
}
