// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createApi } from '@/client/api/api'
import { createBrowserStorage } from '@/client/browser/browser-storage'
import { isWritten } from '@/client/conversation/timeline-entries'
import {
  emptyInbox,
  eraseConversations,
  mergeConversations,
  mergeFirstPage,
  mergeNextPage,
  rowIds,
} from '@/client/desk/inbox/inbox'
import { readDraft, writeDraft } from '@/client/outbox/drafts'
import { presentedConversation } from '@/client/testing/conversation'
import { appended, UNCHANGED } from '@/client/testing/log'
import type { Conversation, ConversationSnapshot } from '@/contract/log/conversation'
import type { ConversationEvent } from '@/contract/log/events'
import type { Message, Side } from '@/contract/log/message'
import { ConversationSession } from './conversation-session'
import { SessionCache } from './session-cache'

/* What remains in a browser of a conversation that was deleted on the server. */

const ID = 'c1'
const erased: ConversationEvent = { name: 'conversation.erased', data: { conversationId: ID } }
const storage = createBrowserStorage(localStorage)
let isErased = false
let readPositions: number[] = []
let isNetworkAway = false

beforeEach(() => {
  isErased = false
  readPositions = []
  isNetworkAway = false
})
afterEach(() => localStorage.clear())

describe('a visitor whose data is deleted', () => {
  it.each([
    ['by the event', (session: ConversationSession) => session.receive(erased)],
    ['by a request', (session: ConversationSession) => void session.catchUp()],
  ])('no longer sees it, notified %s, and may start over', async (_, tell) => {
    await storage.set('visitor:conversation', ID)
    const session = start('visitor', null)
    await expect.poll(() => texts(session)).toEqual(['Hello?', 'Hi.'])

    isErased = true
    tell(session)

    await expect.poll(() => texts(session)).toEqual([])
    expect(session.getSnapshot()).toMatchObject({ phase: 'empty', problem: 'erased', conversationId: null })
    expect(localStorage.length).toBe(0)
  })

  it('keeps their unsent messages, which start another conversation', async () => {
    await storage.set('visitor:conversation', ID)
    const session = start('visitor', null)
    await expect.poll(() => texts(session)).toEqual(['Hello?', 'Hi.'])
    session.markRead(2)
    await expect.poll(() => readPositions).toEqual([2])
    isNetworkAway = true
    session.send('my own words')
    await writeDraft('visitor', 'and half a thought', storage)

    session.receive(erased)
    expect(texts(session)).toEqual(['my own words'])
    isNetworkAway = false
    window.dispatchEvent(new Event('online'))

    await expect.poll(() => session.getSnapshot()).toMatchObject({ phase: 'ready', problem: null })
    expect(texts(session)).toEqual(['my own words'])
    session.markRead(1)
    await expect.poll(() => readPositions.at(-1)).toBe(1)
    expect(await readDraft('visitor', storage)).toBe('and half a thought')
  })

  it('is notified even if this page started the conversation', async () => {
    const session = start('visitor', null)
    session.send('Hello?')
    await expect.poll(() => session.getSnapshot().phase).toBe('ready')
    await session.catchUp()

    isErased = true
    await session.catchUp()

    expect(session.getSnapshot()).toMatchObject({ phase: 'empty', problem: 'erased' })
  })
})

describe('an agent who has a deleted conversation open', () => {
  it.each([
    ['by the event', (session: ConversationSession) => session.receive(erased)],
    ['by a request', (session: ConversationSession) => void session.catchUp()],
  ])('keeps nothing of it, notified %s, not even an unsent reply', async (_, tell) => {
    const session = start('agent', ID)
    await expect.poll(() => texts(session)).toEqual(['Hello?', 'Hi.'])
    isNetworkAway = true
    session.send('Dear Vera')
    await writeDraft(`agent:ada:${ID}`, 'As you wrote', storage)
    expect(localStorage.length).toBe(2)
    isNetworkAway = false
    isErased = true

    tell(session)

    await expect.poll(() => session.getSnapshot()).toMatchObject({ phase: 'gone', problem: 'erased' })
    expect(session.getSnapshot()).toMatchObject({ conversation: null, entries: [] })
    await expect.poll(() => localStorage.length).toBe(0)
  })

  it('does not see a message that was still in transit', async () => {
    const session = start('agent', ID)
    await expect.poll(() => texts(session)).toHaveLength(2)
    session.receive(erased)
    session.receive(appended(message(3, 'visitor', 'late')))
    expect(texts(session)).toEqual([])
  })

  it('is not told of a deletion if the conversation never existed', async () => {
    isErased = true
    const session = start('agent', ID)
    await expect.poll(() => session.getSnapshot()).toMatchObject({ phase: 'gone', problem: 'not_found' })
  })
})

it('cached sessions discard it, and ignore the snapshot of the page that is still open', async () => {
  const cache = new SessionCache((conversationId, initial) => {
    return new ConversationSession({ side: 'agent', selfId: 'ada', conversationId, initial, storage, api })
  })
  await writeDraft('agent:ada:c1', 'As you wrote', storage)
  const session = cache.get('c1', snapshot())

  cache.erase(['c1', 'c2'])

  expect(texts(session)).toEqual([])
  await expect.poll(() => readDraft('agent:ada:c1', storage)).toBe('')
  expect(texts(cache.get('c2', snapshot()))).toEqual([])
})

it('the list drops it immediately, and a late response does not restore it', () => {
  const page = {
    data: [conversation()],
    nextCursor: null,
    hasMore: false,
    unreadTotal: 1,
    siteTotals: {},
    needsAnswerTotal: 0,
    epoch: 'one',
  }
  const shown = mergeFirstPage(emptyInbox({ status: 'OPEN', unreadOnly: false }), page)
  expect(rowIds(shown)).toHaveLength(1)

  const inbox = eraseConversations({ ...shown, isHeld: true }, [ID])

  expect(rowIds(inbox)).toEqual([])
  expect(rowIds(mergeFirstPage(inbox, page))).toEqual([])
  expect(rowIds(mergeNextPage(inbox, page))).toEqual([])
  expect(rowIds(mergeConversations(inbox, page.data))).toEqual([])
})

const api = createApi({ side: 'agent', agentId: 'ada', fetch: answer })

function start(side: Side, conversationId: string | null): ConversationSession {
  const session = new ConversationSession({
    side,
    conversationId,
    storage,
    api: createApi({ side, agentId: null, fetch: answer }),
    ...(side === 'agent' && { selfId: 'ada' }),
  })
  onTestFinished(session.start())
  return session
}

function texts(session: ConversationSession): string[] {
  return session
    .getSnapshot()
    .entries.filter(isWritten)
    .map(({ content }) => content)
}

async function answer(url: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  if (isNetworkAway) throw new TypeError('no network')
  const body = typeof init.body === 'string' ? JSON.parse(init.body) : null
  if (init.method === 'POST' && String(url).endsWith('/conversations')) {
    isErased = false
    const lastMessage = { ...message(1, 'visitor', body.message.content), ...body.message }
    const begun = { ...conversation(), id: 'c2', lastSequence: 1, lastMessage }
    return Response.json({ conversationId: 'c2', conversation: begun }, { status: 201 })
  }
  if (init.method === 'PUT') {
    readPositions.push(body.sequence)
    return Response.json({ conversationId: ID, side: 'visitor', sequence: body.sequence })
  }
  if (isErased) {
    const isAgent = new Headers(init.headers).get('Porchlight-Side') === 'agent'
    const code = isAgent ? 'not_found' : 'not_authenticated'
    const error = { code, message: 'There is nothing here.', requestId: 'r1' }
    return Response.json({ error }, { status: isAgent ? 404 : 401 })
  }
  if (String(url).includes('/c2')) {
    const begun = { ...conversation(), id: 'c2', lastSequence: 1 }
    return Response.json({
      ...snapshot(),
      conversation: begun,
      messages: { data: [], nextCursor: null, hasMore: false },
    })
  }
  return Response.json(snapshot(Number(new URL(String(url), 'http://x').searchParams.get('after') ?? 0)))
}

function snapshot(after = 0): ConversationSnapshot {
  const data = [message(1, 'visitor', 'Hello?'), message(2, 'agent', 'Hi.')]
  const messages = { data: data.filter(({ sequence }) => sequence > after), nextCursor: null, hasMore: false }
  return { conversation: conversation(), messages, resync: false, epoch: 'one' }
}

function message(sequence: number, senderSide: Side, content: string): Message {
  return {
    id: `id-${sequence}`,
    conversationId: ID,
    sequence,
    clientMessageId: `message-${sequence}`,
    senderId: senderSide,
    senderSide,
    senderName: null,
    senderPicture: null,
    content,
    ...UNCHANGED,
    read: false,
    createdAt: '2026-11-24T10:00:00.000Z',
  }
}

function conversation(): Conversation {
  return presentedConversation({ id: ID, lastSequence: 2, unreadCount: 1 })
}
