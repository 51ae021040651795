// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError, NetworkError } from '@/client/api/api-error'
import { type BrowserStorage, createBrowserStorage } from '@/client/browser/browser-storage'
import { NOT_SENT_AFTER_MS, RETRY_LONGEST_MS } from '@/client/constants'
import { slowStorage } from '@/client/testing/slow-storage'
import type { ErrorCode } from '@/contract/error-codes'
import type { MessageDraft } from '@/contract/log/message'
import { Outbox } from './outbox'

let stop: (() => void)[] = []

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
})

afterEach(() => {
  for (const end of stop) end()
  stop = []
  vi.useRealTimers()
})

describe('sending', () => {
  it('happens one at a time and in order, even ten at once', async () => {
    const { outbox, server } = start()
    const written = Array.from({ length: 10 }, (_, index) => `message ${index}`)
    for (const text of written) outbox.add(text)
    await vi.runAllTimersAsync()

    expect(server.stored.map(({ content }) => content)).toEqual(written)
    expect(server.mostAtOnce).toBe(1)
    expect(outbox.list()).toEqual([])
  })

  it('retries the same id until there is a response, and sends nothing else meanwhile', async () => {
    const { outbox, server } = start()
    server.failures = [new NetworkError(), new NetworkError(), failure('unavailable', 503)]
    const first = outbox.add('first')
    outbox.add('second')
    await vi.advanceTimersByTimeAsync(60_000)

    expect(server.attempts.slice(0, 4).map(({ clientMessageId }) => clientMessageId)).toEqual(
      Array.from({ length: 4 }, () => first),
    )
    expect(server.stored.map(({ content }) => content)).toEqual(['first', 'second'])
  })

  it('A-18 sends notes and replies in one order, and notes without what their author has seen', async () => {
    const { outbox, server } = start({ key: 'agent:ada:c1', seenSequence: () => 7 })
    server.failures = [failure('forbidden', 403)]
    const note = outbox.add('They sound angry', { kind: 'note' })
    outbox.add('We are sorry')
    await vi.runAllTimersAsync()
    expect(outbox.list()).toMatchObject([{ kind: 'note', status: 'failed' }])
    outbox.retry(note)
    outbox.add('Refunded', { kind: 'note' })
    await vi.runAllTimersAsync()

    expect(server.stored).toEqual([
      { clientMessageId: expect.any(String), content: 'We are sorry', seenSequence: 7 },
      { clientMessageId: note, content: 'They sound angry', kind: 'note' },
      { clientMessageId: expect.any(String), content: 'Refunded', kind: 'note' },
    ])
  })

  it('A-18 sends an earlier page’s note as a note, and stores it so that older releases find no text', async () => {
    const server = new FakeServer()
    const earlier = start({ server, isOffline: true })
    earlier.outbox.add('only among us', { kind: 'note' })
    earlier.outbox.add('for everybody')
    await vi.advanceTimersByTimeAsync(100)
    earlier.stop()
    const kept = Object.values(localStorage).map((text) => JSON.parse(text).content)
    expect(kept.filter((content) => content !== undefined)).toEqual(['for everybody'])

    start({ server })
    await vi.runAllTimersAsync()
    expect(server.stored).toMatchObject([
      { content: 'only among us', kind: 'note' },
      { content: 'for everybody' },
    ])
    expect(server.stored[1]).not.toHaveProperty('kind')
  })

  it('no longer waits for a connection once it is back, even before the response', async () => {
    const { outbox, server } = start()
    server.failures = [new NetworkError(), new NetworkError(), new NetworkError()]
    outbox.add('in the tunnel')
    await vi.advanceTimersByTimeAsync(100)
    expect(outbox.list()[0]?.status).toBe('waiting')
    outbox.add('still there')
    expect(outbox.list()[0]?.status, 'more text brings no connection').toBe('waiting')
    await vi.advanceTimersByTimeAsync(100)

    outbox.wake()
    expect(outbox.list()[0]?.status).toBe('sending')
    await vi.advanceTimersByTimeAsync(100)
    expect(outbox.list()[0]?.status, 'it was gone again').toBe('waiting')
  })

  it('waits as long as the server requests, even if woken', async () => {
    const { outbox, server } = start()
    server.failures = [failure('rate_limited', 429, 20)]
    outbox.add('patience')
    await vi.advanceTimersByTimeAsync(5_000)
    outbox.wake()
    await vi.advanceTimersByTimeAsync(14_000)
    expect(server.attempts).toHaveLength(1)
    expect(outbox.list()[0]?.status).toBe('slowed')

    await vi.advanceTimersByTimeAsync(2_000)
    expect(server.stored).toHaveLength(1)
  })

  it('is unaffected by changes of the system clock', async () => {
    const { outbox, server } = start()
    server.failures = [failure('rate_limited', 429, 20), new NetworkError()]
    outbox.add('patience')
    await vi.advanceTimersByTimeAsync(1_000)
    vi.setSystemTime(Date.now() - 86_400_000)
    // Just after the second attempt; the third one's time is random.
    await vi.advanceTimersByTimeAsync(19_500)
    expect(server.attempts).toHaveLength(2)
    vi.setSystemTime(Date.now() + 2 * 86_400_000)
    expect(outbox.list()[0]?.status).toBe('waiting')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(server.stored).toHaveLength(1)
  })

  it('retries soon after the requested pause, however long the server was away', async () => {
    const { outbox, server } = start()
    server.failures = Array.from({ length: 40 }, () => failure('unavailable', 503, 2))
    outbox.add('hello')
    await vi.advanceTimersByTimeAsync(120_000)
    expect(server.attempts.length).toBeGreaterThan(11)
  })
})

describe('storing', () => {
  it('stores a text before it is sent, and sends it from the next page', async () => {
    const storage = createBrowserStorage(localStorage)
    const first = start({ storage })
    first.server.failures = Array.from({ length: 50 }, () => new NetworkError())
    const id = first.outbox.add('written in a tunnel')
    await vi.advanceTimersByTimeAsync(1_000)
    first.stop()

    const second = start({ storage: createBrowserStorage(localStorage) })
    await vi.advanceTimersByTimeAsync(0)
    expect(second.outbox.list()).toMatchObject([{ clientMessageId: id, content: 'written in a tunnel' }])
    await vi.runAllTimersAsync()
    expect(second.server.stored).toEqual([{ clientMessageId: id, content: 'written in a tunnel' }])
  })

  it('reports a browser that stores nothing, and still sends', async () => {
    const blocked = {
      getItem: () => null,
      setItem: () => {
        throw new DOMException('blocked', 'QuotaExceededError')
      },
      removeItem: () => {},
    } as unknown as Storage
    const storage = createBrowserStorage(blocked)
    const { outbox, server } = start({ storage })
    outbox.add('hello')
    expect(await storage.isPersistent()).toBe(false)
    expect(outbox.list()).toHaveLength(1)
    await vi.runAllTimersAsync()
    expect(server.stored).toHaveLength(1)
  })

  it('stores a text before the call returns, so that the page may be closed right after', () => {
    const { outbox, stop } = start()
    const id = outbox.add('written and left')
    stop()
    expect(localStorage.getItem(`porchlight:outbox:visitor:${id}`)).toContain('written and left')
  })

  it('shows and sends a message added before storage has been read after an earlier page’s', async () => {
    start({ isOffline: true }).outbox.add('earlier')
    await vi.advanceTimersByTimeAsync(10)
    const { outbox, server } = start({ storage: slowStorage(createBrowserStorage(localStorage), 200) })
    outbox.add('later')
    expect(outbox.list().map(({ content }) => content)).toEqual(['later'])
    await vi.runAllTimersAsync()
    expect(server.stored.map(({ content }) => content)).toEqual(['earlier', 'later'])
    expect(localStorage.length).toBe(0)
  })

  it('discards everything, including items not read yet', async () => {
    start({ isOffline: true }).outbox.add('earlier')
    const { outbox } = start({
      storage: slowStorage(createBrowserStorage(localStorage), 200),
      isOffline: true,
    })
    outbox.add('later')
    const cleared = outbox.clear()
    expect(outbox.list()).toEqual([])
    await vi.advanceTimersByTimeAsync(5_000)
    await cleared
    expect(localStorage.length).toBe(0)
  })

  // Tries WGT-023.
  it('keeps conversations separate', () => {
    const storage = createBrowserStorage(localStorage)
    start({ storage, key: 'agent:ada:c1' }).outbox.add('for the first')
    expect(start({ storage, key: 'agent:ada:c2' }).outbox.list()).toEqual([])
    expect(start({ storage, key: 'agent:ben:c1' }).outbox.list()).toEqual([])
  })

  // Tries WGT-022.
  it('ignores invalid items', () => {
    localStorage.setItem('porchlight:outbox:visitor:broken', '{"content":')
    expect(start().outbox.list()).toEqual([])
  })
})

describe('failing', () => {
  it('holds a reply that crossed a colleague’s until its author has seen that one and sends it anyway', async () => {
    let seen = 3
    const { outbox, server } = start({ seenSequence: () => seen })
    server.failures = [failure('newer_messages', 409)]
    const id = outbox.add('It is 6.')
    await vi.advanceTimersByTimeAsync(RETRY_LONGEST_MS)
    expect(outbox.list()).toMatchObject([{ content: 'It is 6.', seenSequence: 3, status: 'held' }])

    seen = 4
    outbox.retry(id)
    await vi.advanceTimersByTimeAsync(RETRY_LONGEST_MS)
    expect(server.attempts.map(({ seenSequence }) => seenSequence)).toEqual([3, 4])
    expect(outbox.list()).toEqual([])
  })

  it('is final after a refusal, does not block other messages, and waits for a retry', async () => {
    const { outbox, server } = start()
    server.failures = [failure('validation_failed', 400)]
    const id = outbox.add('refused')
    outbox.add('fine')
    await vi.advanceTimersByTimeAsync(RETRY_LONGEST_MS * 4)
    expect(outbox.list()).toMatchObject([{ clientMessageId: id, status: 'failed' }])
    expect(server.stored.map(({ content }) => content)).toEqual(['fine'])

    outbox.retry(id)
    await vi.runAllTimersAsync()
    expect(server.stored.at(-1)).toEqual({ clientMessageId: id, content: 'refused' })
    expect(outbox.list()).toEqual([])
  })

  it('happens after 60 s online without a response', async () => {
    const { outbox, server } = start()
    server.failures = Array.from({ length: 500 }, () => failure('internal_error', 500))
    outbox.add('into the void')
    await vi.advanceTimersByTimeAsync(NOT_SENT_AFTER_MS - 1_000)
    expect(outbox.list()[0]?.status).not.toBe('failed')
    await vi.advanceTimersByTimeAsync(RETRY_LONGEST_MS * 2)
    expect(outbox.list()[0]?.status).toBe('failed')
  })

  it('blocks later messages while one has no response', async () => {
    const { outbox, server } = start()
    server.failures = Array.from({ length: 500 }, () => failure('internal_error', 500))
    const first = outbox.add('first')
    outbox.add('second')
    await vi.advanceTimersByTimeAsync(NOT_SENT_AFTER_MS * 3)
    expect(outbox.list()[0]?.status).toBe('failed')
    expect(new Set(server.attempts.map(({ clientMessageId }) => clientMessageId))).toEqual(new Set([first]))

    server.failures = []
    await vi.advanceTimersByTimeAsync(RETRY_LONGEST_MS * 2)
    expect(server.stored.map(({ content }) => content)).toEqual(['first', 'second'])
  })

  it('does not happen while offline, however long, and the text is sent afterwards', async () => {
    const { outbox, server } = start()
    const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    outbox.add('from a submarine')
    await vi.advanceTimersByTimeAsync(24 * 60 * 60_000)
    expect(outbox.list()[0]?.status).toBe('waiting')
    expect(server.attempts).toEqual([])

    online.mockReturnValue(true)
    window.dispatchEvent(new Event('online'))
    await vi.runAllTimersAsync()
    expect(server.stored).toHaveLength(1)
  })

  it('does not happen while the server is down', async () => {
    const { outbox, server } = start()
    server.failures = Array.from({ length: 500 }, () => new NetworkError())
    outbox.add('during an upgrade')
    await vi.advanceTimersByTimeAsync(NOT_SENT_AFTER_MS * 5)
    expect(outbox.list()[0]?.status).toBe('waiting')
  })

  it('does not happen to an outdated page: the next one sends the message', async () => {
    const { outbox, server, stop } = start()
    server.failures = Array.from({ length: 500 }, () => failure('client_outdated', 409))
    outbox.add('to an upgraded server')
    await vi.advanceTimersByTimeAsync(NOT_SENT_AFTER_MS / 2)
    expect(outbox.list()).toMatchObject([{ content: 'to an upgraded server', status: 'waiting' }])
    stop()

    const next = start()
    await vi.runAllTimersAsync()
    expect(next.server.stored).toMatchObject([{ content: 'to an upgraded server' }])
  })

  it('ends with a discard', async () => {
    const { outbox, server } = start()
    server.failures = [failure('forbidden', 403)]
    const id = outbox.add('refused')
    await vi.advanceTimersByTimeAsync(1_000)
    outbox.discard(id)
    await vi.advanceTimersByTimeAsync(RETRY_LONGEST_MS * 2)
    expect(outbox.list()).toEqual([])
    expect(server.attempts).toHaveLength(1)
  })

  it('happens if the server requests a wait of hours', async () => {
    const { outbox, server } = start()
    server.failures = [failure('rate_limited', 429, 7_200)]
    outbox.add('too much')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(outbox.list()[0]?.status).toBe('failed')
  })
})

it('shows a message that another tab removed until it is known whether it was sent', async () => {
  let resolve = () => {}
  const known = new Promise<void>((resolveIt) => {
    resolve = resolveIt
  })
  const { outbox } = start({ onTakenElsewhere: () => known })
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  const id = outbox.add('sent over there')
  const key = `porchlight:outbox:visitor:${id}`
  const oldValue = localStorage.getItem(key)
  localStorage.removeItem(key)
  window.dispatchEvent(new StorageEvent('storage', { key, oldValue, newValue: null }))
  expect(outbox.list()).toMatchObject([{ clientMessageId: id }])

  resolve()
  await vi.runAllTimersAsync()
  expect(outbox.list()).toEqual([])
})

it('is sent once by two tabs, even if the second does not know yet that it was', async () => {
  stubLocks()
  const server = new FakeServer()
  // Neither tab receives events: each relies on what it reads from storage when it gets the lock.
  const deaf = { ...slowStorage(createBrowserStorage(localStorage), 30), subscribe: () => () => {} }
  const first = start({ storage: deaf, server, isOffline: true })
  for (const text of ['one', 'two', 'three']) first.outbox.add(text)
  first.stop()
  const tabs = [1, 2].map(() => start({ storage: deaf, server }))
  await vi.runAllTimersAsync()
  expect(server.attempts.map(({ content }) => content)).toEqual(['one', 'two', 'three'])
  expect(tabs.map(({ outbox }) => outbox.list())).toEqual([[], []])
})

type StartOptions = {
  server?: FakeServer
  /** Nothing can be sent. */
  isOffline?: boolean
  storage?: BrowserStorage
  key?: string
  onTakenElsewhere?: () => Promise<void>
  seenSequence?: () => number
}

function start({
  storage = createBrowserStorage(localStorage),
  key = 'visitor',
  server = new FakeServer(),
  isOffline = false,
  ...more
}: StartOptions = {}) {
  const outbox = new Outbox({
    key,
    storage,
    deliver: (draft) => (isOffline ? Promise.reject(new NetworkError()) : server.deliver(draft)),
    onChange: () => {},
    ...more,
  })
  const end = outbox.start()
  stop.push(end)
  return { outbox, server, stop: end }
}

/** Takes 50 ms per message; fails with the given errors first. */
class FakeServer {
  readonly attempts: MessageDraft[] = []
  readonly stored: MessageDraft[] = []
  failures: Error[] = []
  mostAtOnce = 0
  #running = 0

  async deliver(draft: MessageDraft): Promise<void> {
    this.attempts.push(draft)
    this.#running += 1
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#running)
    await new Promise((resolve) => setTimeout(resolve, 50))
    this.#running -= 1
    const failure = this.failures.shift()
    if (failure) throw failure
    this.stored.push(draft)
  }
}

/** Locks as in browsers: one holder at a time. */
function stubLocks(): void {
  let last: Promise<unknown> = Promise.resolve()
  const request = (_name: string, _options: object, task: () => Promise<unknown>) => {
    const held = last.then(task, task)
    last = held
    return held
  }
  vi.stubGlobal('navigator', { onLine: true, locks: { request } })
}

function failure(code: ErrorCode, status: number, retryAfterSeconds: number | null = null): ApiError {
  return new ApiError({ code, status, retryAfterSeconds, message: code, param: null, requestId: 'r1' })
}
