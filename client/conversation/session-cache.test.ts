// @vitest-environment jsdom
import { describe, expect, it, vi } from 'vitest'
import { createApi } from '@/client/api/api'
import { createBrowserStorage } from '@/client/browser/browser-storage'
import { OutboxStore } from '@/client/outbox/outbox-store'
import { ConversationSession } from './conversation-session'
import { SessionCache } from './session-cache'

const fetch = async () => {
  throw new TypeError('no network')
}

function createCache() {
  const started: string[] = []
  const stopped: string[] = []
  const cache = new SessionCache((conversationId) => {
    const session = new ConversationSession({
      side: 'agent',
      selfId: 'ada',
      conversationId,
      api: createApi({ side: 'agent', agentId: 'ada', fetch }),
    })
    const start = session.start.bind(session)
    vi.spyOn(session, 'start').mockImplementation(() => {
      started.push(conversationId)
      const stop = start()
      return () => {
        stopped.push(conversationId)
        stop()
      }
    })
    return session
  })
  return { cache, started, stopped }
}

describe('SessionCache', () => {
  it('prefetches a conversation once', () => {
    const { cache, started } = createCache()
    cache.prefetch('a')
    const session = cache.peek('a')
    cache.prefetch('a')
    expect(cache.peek('a')).toBe(session)
    expect(started).toEqual([])

    cache.use('a')
    expect(cache.peek('a')).toBe(session)
    expect(started).toEqual(['a'])
  })

  it('returns the same session, and starts it once', () => {
    const { cache, started } = createCache()
    const session = cache.get('a')
    cache.use('a')
    cache.use('a')
    expect(cache.get('a')).toBe(session)
    expect(started).toEqual(['a'])
    cache.stop()
  })

  it('evicts the least recently used session', async () => {
    const { cache, stopped } = createCache()
    for (let index = 0; index < 10; index += 1) cache.use(`c${index}`)
    cache.use('c0')
    await expect.poll(() => cache.peek('c1')?.knowsUnsent).toBe(true)
    cache.use('one more')
    expect(stopped).toEqual(['c1'])
    expect(cache.peek('c0')).not.toBeNull()
    expect(cache.peek('c1')).toBeNull()
    cache.stop()
  })

  it('keeps a session with unsent messages', () => {
    const { cache, stopped } = createCache()
    cache.use('a')
    cache.get('a').send('I am still here')
    for (let index = 0; index < 12; index += 1) cache.use(`c${index}`)
    expect(stopped).not.toContain('a')
    cache.stop()
    localStorage.clear()
  })

  it('keeps sessions with an earlier page’s unsent messages, even if storage is slow', async () => {
    const storage = createBrowserStorage(localStorage)
    const names = Array.from({ length: 12 }, (_, index) => `c${index}`)
    for (const name of names) {
      new OutboxStore(storage, `agent:ada:${name}`).add({ clientMessageId: `m-${name}`, content: 'left' })
    }
    const { cache, stopped } = createCache()
    for (const name of names) cache.use(name)
    await expect.poll(() => cache.peek('c0')?.getSnapshot().entries).toHaveLength(1)
    cache.use('one more')
    expect(stopped).toEqual([])
    cache.stop()
    localStorage.clear()
  })

  it('keeps the session on screen while it sends what an earlier visit left', async () => {
    const { cache, started, stopped } = createCache()
    cache.use('shown')
    await expect.poll(() => cache.peek('shown')?.knowsUnsent).toBe(true)
    const names = Array.from({ length: 12 }, (_, index) => `c${index}`)
    for (const name of [...names, 'shown']) cache.resume(name)
    expect(started).toEqual(['shown', ...names])
    expect(stopped).toEqual([])

    await expect.poll(() => names.every((name) => cache.peek(name)?.knowsUnsent)).toBe(true)
    cache.use('next')
    expect(stopped).not.toContain('shown')
    expect(stopped).toHaveLength(4)
    cache.stop()
  })

  it('restarts sessions after a stop', () => {
    const { cache, started } = createCache()
    cache.use('a')
    cache.stop()
    cache.use('a')
    expect(started).toEqual(['a', 'a'])
    cache.stop()
  })
})
