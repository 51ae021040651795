// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Api } from '@/client/api/api'
import { ApiError, NetworkError } from '@/client/api/api-error'
import { createBrowserStorage } from '@/client/browser/browser-storage'
import { isWritten } from '@/client/conversation/timeline-entries'
import { presentedConversation } from '@/client/testing/conversation'
import { appended, UNCHANGED } from '@/client/testing/log'
import type { Conversation, ConversationSnapshot } from '@/contract/log/conversation'
import type { Message, MessageDraft, Side } from '@/contract/log/message'
import { ConversationSession } from './conversation-session'

/* What an agent's browser sends with a reply, and what it stores of that. */

const ID = 'c1'
const storage = createBrowserStorage(localStorage)
let log: Message[] = []
let sent: MessageDraft[] = []
let problem: Error | null = null
let closings: Conversation[] = []

beforeEach(() => {
  log = [message(1, 'visitor', 'vera', 'Hello?')]
  sent = []
  problem = null
  closings = []
})
afterEach(() => localStorage.clear())

describe('a reply takes into account', () => {
  it('what its author had seen when they started it, and the visitor’s messages since', async () => {
    const session = await open()
    session.beginReply()
    arrive(session, 'visitor', 'vera', 'Anybody?')
    session.send('Hi Vera.')
    await expect.poll(() => sent).toMatchObject([{ content: 'Hi Vera.', seenSequence: 2 }])
  })

  it('nothing from a colleague’s first message since then', async () => {
    const session = await open()
    session.beginReply()
    arrive(session, 'visitor', 'vera', 'Anybody?')
    arrive(session, 'agent', 'ben', 'Ben here.')
    arrive(session, 'visitor', 'vera', 'Hi Ben.')
    session.send('Hi Vera.')
    await expect.poll(() => sent).toMatchObject([{ seenSequence: 2 }])
  })

  it('the same after a reload', async () => {
    const session = await open()
    session.beginReply()
    log.push(message(2, 'agent', 'ben', 'Ben here.'))
    const reloaded = await open()
    reloaded.send('Hi Vera.')
    await expect.poll(() => sent.at(-1)).toMatchObject({ seenSequence: 1 })
  })

  it('A-18 the same, regardless of notes in between', async () => {
    const session = await open()
    session.beginReply()
    arrive(session, 'agent', 'ben', 'Ben here.')
    session.send('Ben has it?', { kind: 'note' })
    await expect.poll(() => sent).toHaveLength(1)
    session.send('Hi Vera.')
    await expect.poll(() => sent).toHaveLength(2)
    expect(sent[0]).toEqual({ clientMessageId: expect.any(String), content: 'Ben has it?', kind: 'note' })
    expect(sent[1]).toMatchObject({ content: 'Hi Vera.', seenSequence: 1 })
    expect(entryOf(session, 'Ben has it?')?.kind).toBe('note')
  })

  it('everything loaded, once the next reply is started', async () => {
    const session = await open()
    session.beginReply()
    arrive(session, 'agent', 'ben', 'Ben here.')
    session.beginReply()
    session.send('As Ben says.')
    await expect.poll(() => sent).toMatchObject([{ seenSequence: 2 }])
  })

  it('what it was held for, when it is sent anyway', async () => {
    const session = await open()
    session.beginReply()
    arrive(session, 'agent', 'ben', 'Ben here.')
    problem = refusal('newer_messages', 409)
    session.send('Hi Vera.', { close: true })
    await expect.poll(() => stateOf(session, 'Hi Vera.')).toBe('held')
    expect(entryOf(session, 'Hi Vera.')?.passedBy?.content).toBe('Ben here.')

    problem = null
    session.retry(sent[0]?.clientMessageId ?? '')
    await expect.poll(() => sent.at(-1)).toMatchObject({ seenSequence: 2, close: true })
    await expect.poll(() => closings).toHaveLength(1)
  })
})

describe('a reply that closes', () => {
  it('reports the resulting conversation once it is stored, and not before', async () => {
    const session = await open()
    problem = new NetworkError()
    session.send('Bye.', { close: true })
    await expect.poll(() => sent.length).toBeGreaterThan(0)
    expect([closings, session.getSnapshot().conversation?.status]).toEqual([[], 'OPEN'])

    problem = null
    window.dispatchEvent(new Event('online'))
    await expect.poll(() => closings).toMatchObject([{ status: 'CLOSED' }])
    expect(session.getSnapshot().conversation?.status).toBe('CLOSED')
  })

  it('still reports it after a reload', async () => {
    problem = new NetworkError()
    const session = await open()
    session.send('Bye.', { close: true })
    await expect.poll(() => sent.length).toBeGreaterThan(0)
    stop?.()

    problem = null
    sent = []
    await open()
    await expect.poll(() => sent).toMatchObject([{ content: 'Bye.', close: true, seenSequence: 1 }])
  })

  it('closes nothing if it is refused', async () => {
    const session = await open()
    problem = refusal('forbidden', 403)
    session.send('Bye.', { close: true })
    await expect.poll(() => stateOf(session, 'Bye.')).toBe('failed')
    expect([closings, session.getSnapshot().conversation?.status]).toEqual([[], 'OPEN'])
  })
})

describe('an older page that arrives late', () => {
  beforeEach(() => {
    log = Array.from({ length: 80 }, (_, index) => message(index + 1, 'visitor', 'vera', `${index + 1}`))
  })

  it('is not shown if the server was restored from a backup meanwhile', async () => {
    const session = await open()
    const finish = await beginLoading(session)
    epoch = 'two'
    await session.catchUp()
    await finish()

    expect(
      session
        .getSnapshot()
        .entries.filter(isWritten)
        .map(({ content }) => content),
    ).not.toContain('1')
    expect(session.getSnapshot().isLoadingOlder).toBe(false)
  })

  it('of a conversation that was deleted meanwhile is not added to the next one', async () => {
    await storage.set('visitor:conversation', ID)
    const session = await open('visitor')
    const finish = await beginLoading(session)
    session.erase()
    await finish()
    session.send('And now?')

    await expect.poll(() => session.getSnapshot().conversationId).toBe('c2')
    expect(session.getSnapshot()).toMatchObject({ entries: [{ content: 'And now?' }], hasOlder: false })
  })
})

/** Requests older messages and delays inserting them. Resolves to a function that lets them in. */
async function beginLoading(session: ConversationSession): Promise<() => Promise<void>> {
  let letIn: (() => void) | null = null
  const loading = session.loadOlder(() => new Promise((resolve) => (letIn = resolve)))
  await expect.poll(() => letIn).not.toBeNull()
  return () => {
    letIn?.()
    return loading
  }
}

let stop: (() => void) | null = null
let epoch = 'one'

async function open(side: Side = 'agent'): Promise<ConversationSession> {
  epoch = 'one'
  const session = new ConversationSession({
    side,
    ...(side === 'agent' && { selfId: 'ada' }),
    conversationId: side === 'agent' ? ID : null,
    api: api as unknown as Api,
    storage,
    onClosing: (conversation) => closings.push(conversation),
  })
  stop = session.start()
  onTestFinished(stop)
  await expect.poll(() => session.getSnapshot().phase).toBe('ready')
  return session
}

const api = {
  async postMessage(_: string, draft: MessageDraft) {
    sent.push(draft)
    if (problem) throw problem
    const stored = {
      ...message(log.length + 1, 'agent', 'ada', draft.content),
      ...draft,
      kind: draft.kind ?? ('message' as const),
    }
    log.push(stored)
    if (!draft.close) return { message: stored }
    return { message: stored, conversation: { ...conversation(), status: 'CLOSED' as const, revision: 1 } }
  },
  async getConversation(_: string, { before, after = 0, limit = 50 }: Record<string, number>) {
    const range = log.filter(
      ({ sequence }) => sequence > after && sequence < (before ?? Number.POSITIVE_INFINITY),
    )
    const data = after > 0 ? range.slice(0, limit) : range.slice(-limit)
    const snapshot: ConversationSnapshot = {
      conversation: conversation(),
      messages: { data, hasMore: data.length < range.length, nextCursor: null },
      resync: false,
      epoch,
    }
    return snapshot
  },
  async startConversation({ message: draft }: { message: MessageDraft }) {
    const first = {
      ...message(1, 'visitor', 'vera', draft.content),
      ...draft,
      kind: 'message' as const,
      conversationId: 'c2',
    }
    log = [first]
    return { conversationId: 'c2', conversation: { ...conversation(), id: 'c2' } }
  },
  putReadPosition: vi.fn(async () => ({})),
}

function arrive(session: ConversationSession, side: Side, senderId: string, content: string): void {
  const next = message(log.length + 1, side, senderId, content)
  log.push(next)
  session.receive(appended(next))
}

function entryOf(session: ConversationSession, content: string) {
  return session
    .getSnapshot()
    .entries.filter(isWritten)
    .find((entry) => entry.content === content)
}

function stateOf(session: ConversationSession, content: string) {
  return entryOf(session, content)?.state
}

function refusal(code: 'newer_messages' | 'forbidden', status: number): ApiError {
  return new ApiError({ status, code, message: code, param: null, requestId: 'r', retryAfterSeconds: null })
}

function message(sequence: number, side: Side, senderId: string, content: string): Message {
  return {
    id: `id-${sequence}`,
    conversationId: ID,
    sequence,
    clientMessageId: `client-${sequence}`,
    senderId,
    senderSide: side,
    senderName: senderId,
    senderPicture: null,
    content,
    ...UNCHANGED,
    read: false,
    createdAt: '2026-11-24T10:00:00.000Z',
  }
}

function conversation(): Conversation {
  return presentedConversation({ id: ID, lastSequence: log.length, lastMessage: log.at(-1) ?? null })
}
