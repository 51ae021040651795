// @vitest-environment jsdom
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createBrowserStorage } from '@/client/browser/browser-storage'
import { isWritten } from '@/client/conversation/timeline-entries'
import { presentedConversation } from '@/client/testing/conversation'
import { UNCHANGED } from '@/client/testing/log'
import { slowStorage } from '@/client/testing/slow-storage'
import { frameCredential } from '@/client/visitor/host/frame-credential'
import { siteNamespace, type VisitorHost } from '@/client/visitor/host/host'
import { createPageHost } from '@/client/visitor/host/page-host'
import { NO_CONTACT } from '@/client/visitor/typed-contact'
import { createVisitorMemory } from '@/client/visitor/visitor-memory'
import { MIN_OPEN_MS } from '@/contract/limits'
import type { Message, MessageDraft } from '@/contract/log/message'
import { ConversationSession } from './conversation-session'

// biome-ignore lint/suspicious/noExplicitAny: bodies are the client's affair here
type Asked = { line: string; headers: Headers; body: any }

let asked: Asked[]
/** The server's conversations, by credential. */
let known: Map<string, { id: string; messages: Message[] }>
let started: number
/** A field of the start request that the server refuses. */
let refused: 'visitor.name' | 'website' | null

beforeEach(() => {
  localStorage.clear()
  asked = []
  known = new Map()
  started = 0
  refused = null
  vi.stubGlobal('fetch', answer)
})

describe('a visitor whose browser rejects the frame’s cookie', () => {
  it('is identified by the credential from the start’s response', async () => {
    const session = open(frameHost())
    session.send('first')
    session.send('second')
    await expect.poll(() => stored(session)).toEqual(['first', 'second'])

    const starts = asked.filter(({ line }) => line === 'POST /api/support/conversations')
    expect(starts).toHaveLength(1)
    expect(starts[0]?.headers.get('Porchlight-Credential')).toBe('header')
    for (const { headers } of asked) expect(headers.get('Porchlight-Site')).toBe('pk_lamps')
    const later = asked.filter(({ line }) => line !== 'POST /api/support/conversations')
    expect(later).not.toEqual([])
    for (const { headers } of later) {
      expect(headers.get('Porchlight-Visitor')).toBe('v1_1')
      expect(headers.has('Porchlight-Credential')).toBe(false)
    }
    expect(localStorage.getItem('porchlight:pk_lamps:credential')).toBe('v1_1')
  })

  it('is identified by it on the next page, too', async () => {
    const first = open(frameHost())
    first.send('Hello?')
    await expect.poll(() => known.get('v1_1')?.messages).toHaveLength(1)
    const second = open(frameHost())
    await expect.poll(() => stored(second)).toEqual(['Hello?'])
  })

  it('starts over without it once the server no longer knows it', async () => {
    const session = open(frameHost())
    session.send('Hello?')
    await expect.poll(() => stored(session)).toEqual(['Hello?'])
    await session.catchUp()
    known.clear()
    asked = []
    session.send('Still there?')
    await expect.poll(() => stored(session)).toEqual(['Still there?'])
    const start = asked.find(({ line }) => line === 'POST /api/support/conversations')
    expect(start?.headers.has('Porchlight-Visitor')).toBe(false)
    expect(localStorage.getItem('porchlight:pk_lamps:credential')).toBe('v1_2')
  })
})

describe('name and address typed before the first message', () => {
  const typed = { name: 'Vera', email: 'vera@example.com' }

  it('are sent with the start, and then deleted', async () => {
    const host = frameHost()
    const memory = createVisitorMemory(host.storage)
    await memory.keepContact(typed)
    const session = open(host)
    session.send('Hello?')
    await expect.poll(() => stored(session)).toEqual(['Hello?'])

    expect(starts()).toMatchObject([{ visitor: typed }])
    expect(await memory.contact()).toEqual(NO_CONTACT)
  })

  it('do not hold the message back if one of them is refused', async () => {
    refused = 'visitor.name'
    const host = frameHost()
    await createVisitorMemory(host.storage).keepContact(typed)
    const session = open(host)
    session.send('Hello?')
    await expect.poll(() => stored(session)).toEqual(['Hello?'])
    expect(starts().map(({ visitor }) => visitor)).toEqual([typed, { email: typed.email }])
  })

  it.each([
    [{ name: '', email: 'vera@' }, undefined],
    [{ name: ' ', email: ' Vera@Example.com ' }, { email: 'vera@example.com' }],
    [NO_CONTACT, undefined],
  ])('%j are sent as far as the server accepts them', async (kept, visitor) => {
    const host = frameHost()
    await createVisitorMemory(host.storage).keepContact(kept)
    const session = open(host)
    session.send('Hello?')
    await expect.poll(() => stored(session)).toEqual(['Hello?'])
    expect(starts().map((start) => start.visitor)).toEqual([visitor])
  })
})

describe('a new visitor’s start', () => {
  it('reports how long the chat was open, and the honeypot’s content', async () => {
    const session = open(frameHost())
    session.send('Hello?', {
      signs: { openedAt: performance.now() - 3_000, website: 'https://pills.example' },
    })
    await expect.poll(() => stored(session)).toEqual(['Hello?'])
    const [start] = starts()
    expect(start).toMatchObject({ website: 'https://pills.example' })
    expect(start.openedForMs).toBeGreaterThanOrEqual(3_000)
    expect(start.openedForMs).toBeLessThan(8_000)
  })

  it('waits until the chat has been open for as long as the server requires', async () => {
    const session = open(frameHost())
    const openedAt = performance.now()
    session.send('Quick!', { signs: { openedAt, website: '' } })
    expect(contents(session)).toEqual(['Quick!'])
    await expect.poll(() => stored(session), { timeout: 3_000 }).toEqual(['Quick!'])
    expect(performance.now() - openedAt).toBeGreaterThanOrEqual(MIN_OPEN_MS)
    expect(starts()).toHaveLength(1)
    expect(starts()[0].openedForMs).toBeGreaterThanOrEqual(MIN_OPEN_MS)
    expect(starts()[0]).not.toHaveProperty('website')
  })

  it('that was refused for the honeypot passes once a person retries it', async () => {
    refused = 'website'
    const session = open(frameHost())
    session.send('Hello?', { signs: { openedAt: performance.now() - 3_000, website: 'x' } })
    const message = () => session.getSnapshot().entries.find(isWritten)
    await expect.poll(() => message()?.state).toBe('failed')
    session.retry(message()?.key ?? '')
    await expect.poll(() => stored(session)).toEqual(['Hello?'])
    expect(starts().map(({ website }) => website)).toEqual(['x', undefined])
  })

  it('with a message from an earlier page reports neither', async () => {
    const host = frameHost()
    new ConversationSession({ side: 'visitor', conversationId: null, host }).send('Left behind')
    const session = open(host)
    await expect.poll(() => stored(session)).toEqual(['Left behind'])
    expect(starts()[0]).not.toHaveProperty('openedForMs')
    expect(starts()[0]).not.toHaveProperty('website')
  })
})

it('on our own page, requests carry no header for what the cookie carries', async () => {
  const session = open(createPageHost())
  session.send('Hello?')
  await expect.poll(() => asked).not.toEqual([])
  for (const { headers } of asked) {
    expect([...headers.keys()].sort()).toEqual([
      'content-type',
      'porchlight-build',
      'porchlight-contract',
      'porchlight-side',
    ])
  }
})

describe('before storage has been read,', () => {
  it('the session is loading, and shows nothing that it would have to remove', async () => {
    const session = open(frameHost({ answersAfterMs: 50 }))
    const phases = [session.getSnapshot().phase]
    session.subscribe(() => phases.push(session.getSnapshot().phase))
    await expect.poll(() => phases.at(-1)).toBe('empty')
    expect(phases[0]).toBe('loading')
    expect(phases.slice(phases.indexOf('empty'))).not.toContain('loading')
  })

  it('a message waits, and starts no second conversation', async () => {
    const earlier = open(frameHost())
    earlier.send('Hello?')
    await expect.poll(() => stored(earlier)).toEqual(['Hello?'])
    asked = []

    const session = open(frameHost({ answersAfterMs: 50 }))
    session.send('Me again')
    expect(contents(session)).toEqual(['Me again'])
    await expect.poll(() => stored(session)).toEqual(['Hello?', 'Me again'])
    expect(asked.map(({ line }) => line)).not.toContain('POST /api/support/conversations')
  })
})

function open(host: VisitorHost): ConversationSession {
  const session = new ConversationSession({ side: 'visitor', conversationId: null, host })
  onTestFinished(session.start())
  return session
}

/** As in a frame over http. */
function frameHost({ answersAfterMs = 0 } = {}): VisitorHost {
  const quick = createBrowserStorage(localStorage, siteNamespace('pk_lamps'))
  const storage = answersAfterMs > 0 ? slowStorage(quick, answersAfterMs) : quick
  return { ...createPageHost(), storage, credential: frameCredential('pk_lamps', storage) }
}

/** The bodies of the requests that started conversations. */
function starts() {
  return asked.filter(({ line }) => line === 'POST /api/support/conversations').map(({ body }) => body)
}

/** What the session shows as stored by the server. */
function stored(session: ConversationSession): string[] {
  const entries = session.getSnapshot().entries.filter(isWritten)
  return entries.filter(({ sequence }) => sequence !== null).map(({ content }) => content)
}

function contents(session: ConversationSession): string[] {
  return session
    .getSnapshot()
    .entries.filter(isWritten)
    .map(({ content }) => content)
}

/** The part of the API that a visitor with a credential header needs. */
async function answer(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const { pathname } = new URL(String(input), 'http://localhost')
  const headers = new Headers(init.headers)
  const line = `${init.method} ${pathname}`
  const body = JSON.parse(String(init.body ?? 'null'))
  asked.push({ line, headers, body })
  if (refused === 'website' && body?.website !== undefined) {
    const error = { code: 'looks_automated', message: 'A program?', requestId: 'r1' }
    return Response.json({ error }, { status: 403 })
  }
  if (refused === 'visitor.name' && body?.visitor?.name !== undefined) {
    const error = { code: 'name_reserved', message: 'Choose another.', param: refused, requestId: 'r1' }
    return Response.json({ error }, { status: 400 })
  }
  if (line === 'POST /api/support/conversations') return start(body.message)

  const own = known.get(headers.get('Porchlight-Visitor') ?? '')
  if (own === undefined) {
    const error = { code: 'not_authenticated', message: 'Sign in to continue.', requestId: 'r1' }
    return Response.json({ error }, { status: 401 })
  }
  if (init.method === 'POST') return Response.json({ message: post(own, body) }, { status: 201 })
  const messages = { data: own.messages, nextCursor: null, hasMore: false }
  return Response.json({ conversation: conversationOf(own), messages, epoch: 'one' })
}

function start(draft: MessageDraft): Response {
  started += 1
  const own = { id: `c${started}`, messages: [] }
  known.set(`v1_${started}`, own)
  post(own, draft)
  const answered = { conversationId: own.id, conversation: conversationOf(own), credential: `v1_${started}` }
  return Response.json(answered, { status: 201 })
}

function post(own: { id: string; messages: Message[] }, { clientMessageId, content }: MessageDraft): Message {
  const sequence = own.messages.length + 1
  const message: Message = {
    id: `${own.id}-${sequence}`,
    conversationId: own.id,
    sequence,
    clientMessageId,
    senderId: 'vera',
    senderSide: 'visitor',
    senderName: null,
    senderPicture: null,
    content,
    ...UNCHANGED,
    read: false,
    createdAt: '2026-11-24T10:00:00.000Z',
  }
  own.messages.push(message)
  return message
}

function conversationOf({ id, messages }: { id: string; messages: Message[] }) {
  return presentedConversation({
    id,
    lastSequence: messages.length,
    revision: messages.length,
    lastMessage: messages.at(-1) ?? null,
  })
}
