// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApi } from '@/client/api/api'
import { type BrowserStorage, createBrowserStorage } from '@/client/browser/browser-storage'
import { POLL_MS } from '@/client/constants'
import { isWritten } from '@/client/conversation/timeline-entries'
import { presentedConversation } from '@/client/testing/conversation'
import { appended, UNCHANGED } from '@/client/testing/log'
import type { Conversation } from '@/contract/log/conversation'
import type { Message, MessageDraft, Side } from '@/contract/log/message'
import { ConversationSession } from './conversation-session'

const ID = 'c1'
let server: FakeServer
let stops: (() => void)[]

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  server = new FakeServer()
  stops = []
})

afterEach(() => {
  for (const stop of stops) stop()
  vi.useRealTimers()
})

describe('a visitor without a conversation', () => {
  it('sends no request until they write, and starts exactly one', async () => {
    const session = start(null)
    await settle()
    expect(server.requests).toEqual([])
    expect(session.getSnapshot().phase).toBe('empty')

    session.send('first')
    session.send('second')
    await settle()

    expect(server.requests.filter((request) => request === 'POST /api/support/conversations')).toHaveLength(1)
    expect(texts(session)).toEqual(['first', 'second'])
    expect(session.getSnapshot()).toMatchObject({ conversationId: ID, phase: 'ready' })
  })

  it('retries a lost start with the same id, even after a reload', async () => {
    server.losesAnswers = 1
    const storage = createBrowserStorage(localStorage)
    const first = start(null, { storage })
    first.send('hello')
    await vi.advanceTimersByTimeAsync(100)
    stops.splice(0).forEach((stop) => {
      stop()
    })

    const second = start(null, { storage: createBrowserStorage(localStorage) })
    await settle()
    expect(server.startIds.size).toBe(1)
    expect(server.messages.map(({ content }) => content)).toEqual(['hello'])
    expect(texts(second)).toEqual(['hello'])
  })

  it('always shows the message until it is confirmed, under one key', async () => {
    const session = start(null)
    const keys = new Set<string>()
    const lengths = new Set<number>()
    session.send('hello')
    session.subscribe(() => {
      const { entries } = session.getSnapshot()
      lengths.add(entries.length)
      for (const { key } of entries) keys.add(key)
    })
    await settle()
    expect([...lengths]).toEqual([1])
    expect(keys.size).toBe(1)
    expect(session.getSnapshot().entries[0]).toMatchObject({ state: 'sent' })
  })

  it('shows what another session of the same page starts meanwhile', async () => {
    const storage = createBrowserStorage(localStorage)
    const hook = start(null, { storage })
    hook.send('hello')
    await vi.advanceTimersByTimeAsync(10)
    const chat = start(null, { storage })
    await settle()
    expect(chat.getSnapshot()).toMatchObject({ conversationId: ID, phase: 'ready' })
    expect(texts(chat)).toEqual(['hello'])

    chat.send('and again')
    await settle()
    expect(texts(hook)).toEqual(['hello', 'and again'])
    expect(server.messages.map(({ content }) => content)).toEqual(['hello', 'and again'])
    expect(server.startIds.size).toBe(1)
  })

  it('finds the conversation again', async () => {
    start(null).send('hello')
    await settle()
    const next = start(null)
    await settle()
    expect(texts(next)).toEqual(['hello'])
  })

  it('starts another with the unsent text if the cookie is gone', async () => {
    start(null).send('before')
    await settle()
    const next = start(null)
    await settle()
    server.forgetVisitor()
    next.send('after')
    await settle()
    expect(texts(next)).toEqual(['after'])
    expect(next.getSnapshot().phase).toBe('ready')
  })

  it('does not start one conversation after another in a browser that rejects cookies', async () => {
    server.keepsNoCookies = true
    const session = start(null)
    session.send('first')
    session.send('second')
    await settle()
    expect(server.startIds.size).toBe(1)
    expect(session.getSnapshot()).toMatchObject({ phase: 'gone', problem: 'not_authenticated' })
    expect(texts(session)).toEqual(['first', 'second'])
  })
})

describe('catching up', () => {
  it('closes a gap, page by page, with one request at a time', async () => {
    server.store(3)
    const session = start(ID)
    await settle()
    server.store(250)
    session.receive(appended(server.last()))
    session.receive(appended(server.last()))
    expect(texts(session)).toHaveLength(3)
    await settle()
    expect(texts(session)).toHaveLength(253)
    expect(server.mostAtOnce).toBe(1)
  })

  it('sends no request if a response has only overtaken earlier events', async () => {
    server.store(3)
    const session = start(ID)
    session.setConnection('live')
    await settle()
    const before = server.requests.length
    server.store(1)
    const news = server.last()
    session.send('hello')
    await vi.advanceTimersByTimeAsync(100)
    expect(server.requests).toHaveLength(before + 1)
    session.receive(appended(news))

    await settle()
    expect(texts(session).slice(3)).toEqual([news.content, 'hello'])
    expect(server.requests).toHaveLength(before + 1)
  })

  it('sends a request if the events before a response do not arrive', async () => {
    server.store(3)
    const session = start(ID)
    session.setConnection('live')
    await settle()
    server.store(1)
    session.send('hello')
    await settle()
    expect(texts(session).slice(3)).toEqual(['message 4', 'hello'])
  })

  it('polls while disconnected, and only then', async () => {
    const session = start(ID)
    session.setConnection('live')
    await settle()
    const before = server.requests.length
    await vi.advanceTimersByTimeAsync(POLL_MS * 3)
    expect(server.requests).toHaveLength(before)

    session.setConnection('away')
    server.store(1)
    await vi.advanceTimersByTimeAsync(POLL_MS * 1.5)
    expect(texts(session)).toHaveLength(1)
  })

  it('retries after a failure, even while live', async () => {
    server.store(1)
    server.isDown = true
    const session = start(ID)
    session.setConnection('live')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(session.getSnapshot().phase).toBe('loading')
    server.isDown = false
    await vi.advanceTimersByTimeAsync(POLL_MS)
    expect(texts(session)).toHaveLength(1)
  })

  it('discards what a restored server does not know', async () => {
    server.store(10)
    const session = start(ID)
    await settle()
    server.messages.splice(4)
    void session.catchUp()
    await settle()
    expect(texts(session)).toHaveLength(4)
  })

  it('reloads when history has changed, and keeps unsent messages', async () => {
    server.store(4)
    const session = start(ID)
    await settle()
    server.messages = server.messages.slice(0, 2)
    server.store(2)
    server.messages = server.messages.map((message) => ({
      ...message,
      content: `restored ${message.sequence}`,
    }))
    server.isDown = true
    session.send('Not sent')
    await settle()
    server.isDown = false
    server.epoch = 'two'

    session.receive(appended({ ...server.last(), id: 'another' }))
    await settle()

    const restored = [1, 2, 3, 4].map((sequence) => `restored ${sequence}`)
    expect(texts(session)).toEqual([...restored, 'Not sent'])
  })

  it('applies events that arrive before the first page', async () => {
    server.store(2)
    const session = start(ID)
    server.store(1)
    session.receive(appended(server.last()))
    await settle()
    expect(texts(session)).toHaveLength(3)
  })

  it('notifies once for a burst of events', async () => {
    const session = start(ID)
    await settle()
    const listener = vi.fn()
    session.subscribe(listener)
    for (let count = 0; count < 170; count += 1) {
      server.store(1)
      session.receive(appended(server.last()))
    }
    expect(texts(session)).toHaveLength(170)
    await settle()
    expect(listener).toHaveBeenCalledTimes(1)
  })

  it('ignores another conversation’s events', async () => {
    const session = start(ID)
    await settle()
    session.receive(appended({ ...server.build('agent', 'x'), conversationId: 'c2' }))
    expect(texts(session)).toEqual([])
  })
})

it('loads older pages one by one, up to the first message', async () => {
  server.store(120)
  const session = start(ID)
  await settle()
  expect(session.getSnapshot()).toMatchObject({ hasOlder: true })
  void session.loadOlder()
  void session.loadOlder()
  await settle()
  expect(texts(session)).toHaveLength(100)
  void session.loadOlder()
  await settle()
  expect(texts(session)[0]).toBe('message 1')
  expect(session.getSnapshot()).toMatchObject({ hasOlder: false })
})

describe('reading', () => {
  it('takes effect locally at once, and sends only the newest position', async () => {
    server.store(3)
    const session = start(ID)
    await settle()
    expect(session.getSnapshot().conversation?.unreadCount).toBe(3)
    session.markRead(1)
    session.markRead(3)
    session.markRead(2)
    expect(session.getSnapshot()).toMatchObject({ readSequence: 3, conversation: { unreadCount: 0 } })
    await settle()
    expect(server.readPositions).toEqual([3])
  })

  it('is retried after a failure', async () => {
    server.store(1)
    const session = start(ID)
    await settle()
    server.isDown = true
    session.markRead(1)
    await vi.advanceTimersByTimeAsync(1_000)
    server.isDown = false
    void session.catchUp()
    await settle()
    expect(server.readPositions).toEqual([1])
  })
})

describe('W-58 a visitor of a site that is archived', () => {
  it('keeps what they have read and written, and can go on once it is active again', async () => {
    server.store(2)
    const session = start(ID)
    await settle()
    server.isArchived = true
    await vi.advanceTimersByTimeAsync(POLL_MS * 1.5)
    expect(session.getSnapshot(), 'before they write').toMatchObject({ phase: 'ready', problem: 'archived' })

    session.send('hello')
    await settle()
    const { entries, phase, problem } = session.getSnapshot()
    expect({ phase, problem }).toEqual({ phase: 'ready', problem: 'archived' })
    expect(texts(session)).toEqual(['message 1', 'message 2', 'hello'])
    expect(entries.at(-1)).toMatchObject({ state: 'failed' })

    server.isArchived = false
    await vi.advanceTimersByTimeAsync(POLL_MS * 1.5)
    expect(session.getSnapshot().problem).toBeNull()
    session.retry(entries.filter(isWritten).at(-1)?.clientMessageId ?? '')
    await settle()
    expect(server.messages.map(({ content }) => content)).toEqual(['message 1', 'message 2', 'hello'])
  })

  it('keeps a first message, too', async () => {
    server.isArchived = true
    const session = start(null)
    session.send('hello')
    await settle()
    const { entries } = session.getSnapshot()
    expect(session.getSnapshot()).toMatchObject({ conversationId: null, problem: 'archived' })
    expect(entries).toMatchObject([{ content: 'hello', state: 'failed' }])

    server.isArchived = false
    session.retry(entries.filter(isWritten)[0]?.clientMessageId ?? '')
    await settle()
    expect(session.getSnapshot()).toMatchObject({ conversationId: ID, phase: 'ready', problem: null })
  })

  it('is told nothing any more as soon as a message arrives', async () => {
    const session = start(ID)
    session.setConnection('live')
    await settle()
    server.isArchived = true
    session.send('first')
    await settle()
    expect(session.getSnapshot().problem).toBe('archived')
    server.isArchived = false
    session.send('second')
    await vi.advanceTimersByTimeAsync(100)
    expect(session.getSnapshot().problem).toBeNull()
  })
})

type StartOptions = { side?: Side; storage?: BrowserStorage }

function start(
  conversationId: string | null,
  { side = 'visitor', storage = createBrowserStorage(localStorage) }: StartOptions = {},
) {
  const api = createApi({ side, agentId: null, fetch: server.fetch })
  if (conversationId !== null) server.isVisitorKnown = true
  const session = new ConversationSession({ side, conversationId, api, storage })
  stops.push(session.start())
  return session
}

function texts(session: ConversationSession): string[] {
  return session
    .getSnapshot()
    .entries.filter(isWritten)
    .map(({ content }) => content)
}

function settle() {
  return vi.advanceTimersByTimeAsync(3_000)
}

/** The part of the API that one visitor needs. Responses take 20 ms. */
class FakeServer {
  readonly requests: string[] = []
  readonly startIds = new Set<string>()
  readonly readPositions: number[] = []
  messages: Message[] = []
  epoch = 'one'
  isDown = false
  isArchived = false
  isVisitorKnown = false
  keepsNoCookies = false
  losesAnswers = 0
  mostAtOnce = 0
  #running = 0

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input), 'http://localhost')
    this.requests.push(`${init.method} ${url.pathname}`)
    this.#running += 1
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#running)
    await new Promise((resolve) => setTimeout(resolve, 20))
    this.#running -= 1
    if (this.isDown) throw new TypeError('Failed to fetch')
    const answer = this.#answer(init.method ?? 'GET', url, JSON.parse(String(init.body ?? 'null')))
    if (this.losesAnswers > 0) {
      this.losesAnswers -= 1
      throw new TypeError('Failed to fetch')
    }
    return answer
  }

  /** Stores this many messages from the team. */
  store(count: number): void {
    for (let stored = 0; stored < count; stored += 1) {
      this.messages.push(this.build('agent', `message ${this.messages.length + 1}`))
    }
  }

  last(): Message {
    const message = this.messages.at(-1)
    if (message === undefined) throw new Error('nothing is stored')
    return message
  }

  forgetVisitor(): void {
    this.isVisitorKnown = false
    this.messages = []
  }

  build(side: Side, content: string, clientMessageId: string = crypto.randomUUID()): Message {
    const sequence = this.messages.length + 1
    return {
      id: `id-${sequence}`,
      conversationId: ID,
      sequence,
      clientMessageId,
      senderId: side,
      senderSide: side,
      senderName: side === 'agent' ? 'Ada' : null,
      senderPicture: null,
      content,
      ...UNCHANGED,
      read: false,
      createdAt: '2026-11-24T10:00:00.000Z',
    }
  }

  // biome-ignore lint/suspicious/noExplicitAny: bodies are the client's affair here
  #answer(method: string, url: URL, body: any): Response {
    if (this.isArchived) {
      const error = { code: 'unknown_site', message: 'No active site has this key.', requestId: 'r1' }
      return Response.json({ error }, { status: 404 })
    }
    if (method === 'POST' && url.pathname === '/api/support/conversations') {
      this.startIds.add(body.clientConversationId)
      this.isVisitorKnown = !this.keepsNoCookies
      this.#post(body.message)
      return Response.json({ conversationId: ID, conversation: this.#conversation() }, { status: 201 })
    }
    if (!this.isVisitorKnown) {
      const error = { code: 'not_authenticated', message: 'Sign in to continue.', requestId: 'r1' }
      return Response.json({ error }, { status: 401 })
    }
    if (method === 'POST') return Response.json({ message: this.#post(body) }, { status: 201 })
    if (method === 'PUT') {
      this.readPositions.push(body.sequence)
      return Response.json({ conversationId: ID, side: 'visitor', sequence: body.sequence })
    }
    return Response.json(this.#snapshot(url.searchParams))
  }

  #post({ clientMessageId, content }: MessageDraft): Message {
    const known = this.messages.find((message) => message.clientMessageId === clientMessageId)
    if (known) return known
    const message = this.build('visitor', content, clientMessageId)
    this.messages.push(message)
    return message
  }

  #snapshot(query: URLSearchParams) {
    const after = query.get('after')
    const before = Number(query.get('before') ?? Number.POSITIVE_INFINITY)
    const limit = Number(query.get('limit'))
    const matching = this.messages.filter(
      ({ sequence }) => sequence > Number(after ?? 0) && sequence < before,
    )
    const data = after === null ? matching.slice(-limit) : matching.slice(0, limit)
    return {
      conversation: this.#conversation(),
      messages: { data, nextCursor: null, hasMore: matching.length > data.length },
      resync: Number(after ?? 0) > this.messages.length,
      epoch: this.epoch,
    }
  }

  #conversation(): Conversation {
    const read = Math.max(0, ...this.readPositions)
    const isUnread = ({ sequence, senderSide }: Message) => sequence > read && senderSide === 'agent'
    return presentedConversation({
      id: ID,
      userId: 'visitor',
      lastSequence: this.messages.length,
      visitorReadSequence: read,
      visitor: {
        id: 'visitor',
        name: null,
        email: null,
        emailToldBy: null,
        isVerified: false,
        block: null,
        revision: 0,
      },
      lastMessage: this.messages.at(-1) ?? null,
      unreadCount: this.messages.filter(isUnread).length,
    })
  }
}
