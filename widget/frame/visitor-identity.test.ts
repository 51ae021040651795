// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest'
import { createBrowserStorage } from '@/client/browser/browser-storage'
import type { ChatReport, FrameHost } from '@/client/visitor/host/frame-host'
import { storedCredential } from '@/client/visitor/host/stored-credential'
import { createVisitorMemory } from '@/client/visitor/visitor-memory'
import { createVisitorIdentity } from './visitor-identity'

/** The server's responses by path, and the paths requested. */
let answers: Record<string, () => Response>
let asked: string[]
let reports: ChatReport['type'][]
let host: FrameHost

const refusal = (code: string) => () =>
  Response.json({ error: { code, message: 'No.', requestId: 'r' } }, { status: 401 })

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
  asked = []
  reports = []
  answers = {
    '/api/support/identity': () =>
      Response.json({ visitor: { id: 'vera', name: null, email: null }, credential: 'fresh' }),
    '/api/support/conversations?limit=1': () =>
      Response.json({ data: [{ id: 'hers' }], nextCursor: null, hasMore: false }),
    '/api/support/identity/end': () => Response.json({}),
  }
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    return answers[path]?.() ?? new Response(null, { status: 404 })
  })
  const storage = createBrowserStorage(() => localStorage, 'porchlight:pk_x:')
  host = {
    storage,
    tabStorage: createBrowserStorage(() => sessionStorage, 'porchlight:pk_x:'),
    credential: storedCredential('pk_x', storage, { keepsCookie: false }),
    report: ({ type }: ChatReport) => reports.push(type),
  } as Partial<FrameHost> as FrameHost
})

const token = (token: string) => ({ type: 'identity', token }) as const
const noToken = { type: 'identity' } as const

it('requests the identity once the chat is needed, and remembers the verified visitor’s conversation', async () => {
  const identity = createVisitorIdentity(host, { isOff: false })
  expect(identity.current()).toBeNull()
  identity.ask()
  identity.ask()
  expect(reports).toEqual(['identity'])
  identity.receive(token('t'), {})
  await expect.poll(identity.current).toBe(1)
  expect(await createVisitorMemory(host.storage).conversationId()).toBe('hers')
  expect(await host.credential.headers()).toMatchObject({ 'Porchlight-Visitor': 'fresh' })
  // The same proof again changes nothing.
  identity.receive(token('t'), {})
  await vi.waitFor(() => expect(identity.current()).toBe(1))
  expect(asked).toHaveLength(2)
})

it('shows the chat without a request if the page identifies no one', async () => {
  const identity = createVisitorIdentity(host, { isOff: false })
  identity.ask()
  identity.receive(noToken, {})
  await expect.poll(identity.current).toBe(0)
  expect(asked).toEqual([])
})

it('requests a new token once after an expired one', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  answers['/api/support/identity'] = refusal('identity_expired')
  const identity = createVisitorIdentity(host, { isOff: false })
  identity.ask()
  identity.receive(token('old'), {})
  await expect.poll(() => reports).toEqual(['identity', 'identity'])
  expect(identity.current()).toBeNull()
  identity.receive(token('old'), {})
  await expect.poll(identity.current).toBe(0)
  expect(reports).toHaveLength(2)
  expect(console.warn).toHaveBeenCalledWith(expect.stringContaining('identity_expired'))
})

it('ends a verified visitor’s session if the next page identifies no one', async () => {
  const first = createVisitorIdentity(host, { isOff: false })
  first.ask()
  first.receive(token('t'), {})
  await expect.poll(first.current).toBe(1)
  await host.storage.set('draft:visitor', 'typed')
  asked = []
  const next = createVisitorIdentity(host, { isOff: false })
  next.ask()
  next.receive(noToken, {})
  await expect.poll(next.current).toBe(1)
  expect(asked).toEqual(['/api/support/identity/end'])
  expect(await createVisitorMemory(host.storage).conversationId()).toBeNull()
  expect(await host.storage.get('draft:visitor')).toBe('typed')
})

it('deletes a verified visitor’s drafts when another one is verified', async () => {
  const identity = createVisitorIdentity(host, { isOff: false })
  identity.ask()
  identity.receive(token('t'), {})
  await expect.poll(identity.current).toBe(1)
  await host.storage.set('draft:visitor', 'typed')
  await host.tabStorage.set('draft:visitor', 'typed')

  answers['/api/support/identity'] = () =>
    Response.json({ visitor: { id: 'victor', name: null, email: null }, credential: 'of another' })
  identity.receive(token('of another'), {})

  await expect.poll(identity.current).toBe(2)
  expect([await host.storage.get('draft:visitor'), await host.tabStorage.get('draft:visitor')]).toEqual([
    null,
    null,
  ])
  expect(await host.credential.headers()).toMatchObject({ 'Porchlight-Visitor': 'of another' })
})

it('stops waiting for a page that does not respond', async () => {
  vi.useFakeTimers()
  const identity = createVisitorIdentity(host, { isOff: false })
  identity.ask()
  await vi.advanceTimersByTimeAsync(3_000)
  expect(identity.current()).toBe(0)
  vi.useRealTimers()
})
