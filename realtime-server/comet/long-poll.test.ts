import { setImmediate } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../testing/fake-clock'
import { LongPoll } from './long-poll'

const bytes = (text: string) => Buffer.from(text)

function setUp() {
  const clock = new FakeClock()
  const onEnd = vi.fn()
  const poll = new LongPoll({
    clock,
    maxWaitMs: 1_000,
    maxAbsenceMs: 5_000,
    maxBufferedAmount: 10,
    heartbeat: bytes('beat'),
    onEnd,
  })
  const fetch = async () => (await poll.fetch()).map(String)
  return { clock, poll, onEnd, fetch }
}

describe('a long poll', () => {
  it('keeps frames until they are fetched, in order', async () => {
    const { poll, fetch } = setUp()
    poll.send(bytes('a'))
    poll.send(bytes('b'))
    expect(await fetch()).toEqual(['a', 'b'])
  })

  it('answers with everything that comes in one turn', async () => {
    const { poll, fetch } = setUp()
    const frames = fetch()
    poll.send(bytes('a'))
    poll.send(bytes('b'))
    expect(await frames).toEqual(['a', 'b'])
  })

  it('is never silent for longer than it may be', async () => {
    const { clock, fetch } = setUp()
    const frames = fetch()
    clock.advance(1_000)
    expect(await frames).toEqual(['beat'])
  })

  it('lets the newest fetch have the frames', async () => {
    const { poll, fetch } = setUp()
    const [first, second] = [fetch(), fetch()]
    poll.send(bytes('a'))
    expect([await first, await second]).toEqual([[], ['a']])
  })

  it('delivers what waits before it closes', async () => {
    const { poll, fetch, onEnd } = setUp()
    poll.send(bytes('a'))
    poll.close()
    poll.send(bytes('b'))
    expect(onEnd).not.toHaveBeenCalled()
    expect(await fetch()).toEqual(['a'])
    expect(onEnd).toHaveBeenCalledOnce()
  })

  it('ends when the client stays away', () => {
    const { clock, onEnd } = setUp()
    clock.advance(4_999)
    expect(onEnd).not.toHaveBeenCalled()
    clock.advance(1)
    expect(onEnd).toHaveBeenCalledOnce()
  })

  it('ends when too much waits', async () => {
    const { poll, fetch, onEnd } = setUp()
    poll.send(bytes('0123456789'))
    expect(onEnd).not.toHaveBeenCalled()
    poll.send(bytes('0'))
    expect(onEnd).toHaveBeenCalledOnce()
    expect(await fetch()).toEqual([])
    await setImmediate()
    expect(onEnd).toHaveBeenCalledOnce()
  })
})
