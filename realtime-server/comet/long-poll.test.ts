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
  it('queues frames in order until it is polled', async () => {
    const { poll, fetch } = setUp()
    poll.send(bytes('a'))
    poll.send(bytes('b'))
    expect(await fetch()).toEqual(['a', 'b'])
  })

  it('responds with all frames of a turn', async () => {
    const { poll, fetch } = setUp()
    const frames = fetch()
    poll.send(bytes('a'))
    poll.send(bytes('b'))
    expect(await frames).toEqual(['a', 'b'])
  })

  it('responds with a heartbeat before the silence gets too long', async () => {
    const { clock, fetch } = setUp()
    const frames = fetch()
    clock.advance(1_000)
    expect(await frames).toEqual(['beat'])
  })

  it('gives the frames to the latest poll', async () => {
    const { poll, fetch } = setUp()
    const [first, second] = [fetch(), fetch()]
    poll.send(bytes('a'))
    expect([await first, await second]).toEqual([[], ['a']])
  })

  it('flushes its queue before it closes', async () => {
    const { poll, fetch, onEnd } = setUp()
    poll.send(bytes('a'))
    poll.close()
    poll.send(bytes('b'))
    expect(onEnd).not.toHaveBeenCalled()
    expect(await fetch()).toEqual(['a'])
    expect(onEnd).toHaveBeenCalledOnce()
  })

  it('ends when the client stops polling', () => {
    const { clock, onEnd } = setUp()
    clock.advance(4_999)
    expect(onEnd).not.toHaveBeenCalled()
    clock.advance(1)
    expect(onEnd).toHaveBeenCalledOnce()
  })

  it('ends when its queue exceeds the limit', async () => {
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
