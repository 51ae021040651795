import { expect } from 'vitest'
import type { Canary } from './canary'
import type { Frame, Wire } from './wire'

/** What the catalogue expects of the realtime server for a case. */
export type Expectation = {
  ws?: {
    /** Any of these is acceptable. */
    replies?: Reply[]
    /** Also acceptable: no answer, and the connection stays open. */
    ignored?: boolean
    /** Also acceptable: the socket closes with one of these codes. */
    close?: number[]
    connection?: 'open' | 'closed'
  }
  http?: { status: number[] }
  or?: 'socket_closed'
  effect?: 'none'
  within_ms?: number
}

type Reply = {
  action: number
  /** Any of these is acceptable. */
  codes?: number[]
  /** Whether it names a channel. */
  channel?: boolean
  /** Whether it carries an error. */
  error?: boolean
  /** Bits that must be set, and bits that must not. */
  flags?: { set?: number; clear?: number }
}

/** Checks the outcome of a case: the answer, the connection, and the effect on a bystander. */
export async function expectOutcome(wire: Wire, expected: Expectation, canary: Canary): Promise<void> {
  const { ws = {}, http } = expected
  if (wire.refusal !== null) {
    expect(http?.status ?? [], 'the HTTP status').toContain(wire.refusal)
  } else if (ws.ignored && (await wire.isAlive())) {
    // Ignored input needs no answer.
  } else {
    const reply = await wire.next((frame) => (ws.replies ?? []).some((wanted) => fits(frame, wanted)))
    if (reply === null)
      expect(ws.close ?? [], `the closing code after ${told(wire)}`).toContain(wire.closeCode)
  }
  if (ws.connection === 'open') expect(await wire.isAlive(), `alive after ${told(wire)}`).toBe(true)
  if (ws.connection === 'closed' && !ws.ignored) await wire.next(() => false)

  const heard = await canary.sing()
  if (expected.effect === 'none') expect(heard, 'what others heard').toEqual([])
}

function fits(frame: Frame, { action, codes, channel, error, flags = {} }: Reply): boolean {
  return (
    frame.action === action &&
    (codes === undefined || codes.includes(frame.error?.code)) &&
    (!channel || typeof frame.channel === 'string') &&
    (!error || frame.error !== undefined) &&
    (frame.flags & (flags.set ?? 0)) === (flags.set ?? 0) &&
    (frame.flags & (flags.clear ?? 0)) === 0
  )
}

function told(wire: Wire): string {
  return JSON.stringify(wire.frames)
}
