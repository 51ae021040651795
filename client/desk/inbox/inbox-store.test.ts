import { beforeEach, describe, expect, it, vi } from 'vitest'
import { UNCHANGED } from '@/client/testing/log'
import type { Conversation, ConversationPage } from '@/contract/log/conversation'
import type { InboxChanged } from '@/contract/log/events'
import type { Message } from '@/contract/log/message'
import { ofConversation } from './desk-conversation'
import type { InboxFilter } from './inbox-filter'
import type { InboxSource } from './inbox-source'
import { InboxStore } from './inbox-store'

const OPEN: InboxFilter = { status: 'OPEN', unreadOnly: false }

let conversations: Conversation[]
let epoch: string
const setStatus = vi.fn<InboxSource['setStatus']>()
const setNeedsAnswer = vi.fn<InboxSource['setNeedsAnswer']>()
const setVisitorName = vi.fn<InboxSource['setVisitorName']>()
const list = vi.fn<InboxSource['list']>()
const findAll = vi.fn<InboxSource['findAll']>()

beforeEach(() => {
  vi.useFakeTimers()
  conversations = [conversation('b', 2), conversation('a', 1)]
  epoch = 'one'
  list.mockReset().mockImplementation(async ({ filter, limit, cursor }) => {
    const all = conversations.filter(({ status }) => filter.status === null || status === filter.status)
    const rest = all.filter((item) => cursor === null || item.lastActivityAt < cursor)
    return pageOf(rest.slice(0, limit), rest.length > limit)
  })
  findAll.mockReset().mockImplementation(async (ids) => conversations.filter(({ id }) => ids.includes(id)))
  setVisitorName.mockReset().mockImplementation(async (id, name) => {
    const known = conversation(id, 3)
    return { ...known, revision: 1, visitor: { ...known.visitor, revision: 1, name } }
  })
  return () => vi.useRealTimers()
})

describe('InboxStore', () => {
  it('sends no request for changes in events', async () => {
    const store = await loadedStore()
    store.receive(told({ ...conversation('a', 3), revision: 1 }))
    expect(ids(store)).toEqual(['a', 'b'])
    expect(store.getSnapshot()).toMatchObject({ unreadTotal: 7, needsAnswerTotal: 5 })
    expect(list).toHaveBeenCalledTimes(1)
    expect(findAll).not.toHaveBeenCalled()
  })

  it('keeps the higher revision, whichever arrives last', async () => {
    const store = await loadedStore()
    store.receive(told({ ...conversation('a', 1), revision: 2, status: 'CLOSED' }))
    store.receive(told({ ...conversation('a', 1), revision: 1 }))
    expect(ids(store)).toEqual(['b'])
  })

  it('shows a new name in all of the visitor’s rows', async () => {
    const store = await loadedStore()
    const { visitor } = conversation('a', 1)
    store.receive({ ...told(), visitors: [{ ...visitor, name: 'Vera', revision: 1 }] })
    expect(store.find('a')?.visitor.name).toBe('Vera')
    store.receive({ ...told(), visitors: [visitor] })
    expect(store.find('a')?.visitor.name).toBe('Vera')
  })

  it('adds no row for conversations below the loaded ones, and eventually evicts the oldest', async () => {
    conversations = Array.from({ length: 40 }, (_, index) => conversation(`c${index}`, 100 - index))
    const store = await loadedStore()
    store.receive(told({ ...conversation('c35', 65), revision: 1 }))
    expect(store.row('c35')).toBeNull()
    expect(store.find('c35')?.revision).toBe(1)

    for (let index = 0; index < 500; index += 1)
      store.receive(told({ ...conversation(`d${index}`, 10), revision: 1 }))
    expect(store.find('c35')).toBeNull()
    expect(store.find('d499')).not.toBeNull()
    expect(store.find('c0')).not.toBeNull()
  })

  it('still holds the order after the filter was changed', async () => {
    const store = await loadedStore()
    store.hold(true)
    store.setFilter({ status: null, unreadOnly: false })
    await vi.advanceTimersByTimeAsync(0)
    expect(ids(store)).toEqual(['b', 'a'])

    store.receive(told({ ...conversation('a', 3), revision: 1 }))
    expect(ids(store)).toEqual(['b', 'a'])
    expect(store.getSnapshot().updates).toBe(1)
    store.hold(false)
    expect(ids(store)).toEqual(['a', 'b'])
  })

  it('returns the same ids, rows and conversations until they change', async () => {
    const store = await loadedStore()
    const { ids: before } = store.getSnapshot()
    const [b, a] = store.rows()

    store.receive(told({ ...conversation('b', 3), revision: 1, lastSequence: 4 }))
    expect(store.getSnapshot().ids).toBe(before)
    expect(store.row('b')).not.toBe(b)
    expect(store.row('a')).toBe(a)
    expect(store.find('a')).toBe(a?.conversation)
  })

  it('A-07 knows that there is more, whatever arrived before the first page', async () => {
    conversations = Array.from({ length: 40 }, (_, index) => conversation(`c${index}`, 100 - index))
    const newest = { ...conversation('c40', 101), revision: 1 }
    const store = new InboxStore({ list, findAll, setStatus, setNeedsAnswer, setVisitorName }, OPEN)
    store.start()
    // The open conversation's log, and an event about one that the page does not know yet.
    store.take(conversations[0] as Conversation)
    store.receive(told(newest))
    findAll.mockResolvedValueOnce([newest])
    await vi.advanceTimersByTimeAsync(0)

    expect(store.getSnapshot()).toMatchObject({ phase: 'ready', hasMore: true })
    expect(ids(store).slice(0, 3)).toEqual(['c40', 'c0', 'c1'])
    await store.loadMore()
    expect(ids(store)).toHaveLength(41)
  })

  it('requests once more if called during a request', async () => {
    const store = await loadedStore()
    let answer: (page: ConversationPage) => void = () => {}
    list.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)))
    const first = store.refresh()
    const second = store.refresh()
    conversations = [conversation('c', 4)]
    answer(pageOf([conversation('b', 2), conversation('a', 1)]))

    await Promise.all([first, second])

    expect(list).toHaveBeenCalledTimes(3)
    expect(ids(store)).toContain('c')
  })

  it('keeps the rows if a request fails', async () => {
    const store = await loadedStore()
    list.mockRejectedValueOnce(new Error('no network'))
    conversations = [conversation('b', 2), { ...conversation('a', 1), status: 'CLOSED', revision: 1 }]
    await store.refresh()
    expect(store.getSnapshot().phase).toBe('failed')
    expect(ids(store)).toEqual(['b', 'a'])

    await store.refresh()

    expect(findAll).toHaveBeenCalledWith(['a'])
    expect(store.getSnapshot().phase).toBe('ready')
    expect(ids(store)).toEqual(['b'])
  })

  it('discards the response for an earlier filter', async () => {
    const store = await loadedStore()
    let answer: (page: ConversationPage) => void = () => {}
    list.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)))
    const late = store.refresh()
    conversations = [{ ...conversation('x', 5), status: 'CLOSED' }]
    store.setFilter({ status: 'CLOSED', unreadOnly: false })
    answer(pageOf([conversation('b', 2)]))

    await late

    expect(ids(store)).toEqual(['x'])
  })

  it('loads each page once', async () => {
    conversations = Array.from({ length: 70 }, (_, index) => conversation(`c${index}`, 100 - index))
    const store = await loadedStore()
    await Promise.all([store.loadMore(), store.loadMore()])
    expect(store.rows()).toHaveLength(60)
    await store.loadMore()
    expect(store.getSnapshot()).toMatchObject({ hasMore: false, isLoadingMore: false })
    expect(new Set(ids(store)).size).toBe(70)
  })

  it('requests all rows again after events may have been missed', async () => {
    conversations = Array.from({ length: 70 }, (_, index) => conversation(`c${index}`, 100 - index))
    const store = await loadedStore()
    await store.loadMore()
    conversations = conversations.map((item) =>
      item.id === 'c55' ? { ...item, unreadCount: 3, revision: 1 } : item,
    )

    await store.reload()

    expect(store.rows()).toHaveLength(60)
    expect(store.find('c55')?.unreadCount).toBe(3)
  })

  it('closes optimistically, and reverts if that is refused', async () => {
    const store = await loadedStore()
    store.select('a')
    let refuse: (error: Error) => void = () => {}
    setStatus.mockImplementationOnce(() => new Promise((_, reject) => (refuse = reject)))

    const closing = store.setStatus('a', 'CLOSED')
    expect(store.find('a')?.status).toBe('CLOSED')
    await vi.advanceTimersByTimeAsync(0)
    refuse(new Error('no network'))

    await expect(closing).rejects.toThrow('no network')
    expect(store.find('a')?.status).toBe('OPEN')
  })

  it('keeps the last of several changes', async () => {
    const store = await loadedStore()
    store.select('a')
    const answers: (() => void)[] = []
    setStatus.mockReset().mockImplementation(
      (id, status) =>
        new Promise((resolve) => {
          const revision = answers.length + 1
          answers.push(() => resolve({ ...conversation(id, 1), status, revision }))
        }),
    )

    const closing = store.setStatus('a', 'CLOSED')
    const reopening = store.setStatus('a', 'OPEN')
    await vi.advanceTimersByTimeAsync(0)
    expect(setStatus).toHaveBeenCalledTimes(1)
    answers[0]?.()
    await closing
    expect(store.find('a')?.status).toBe('OPEN')
    await vi.advanceTimersByTimeAsync(0)
    answers[1]?.()
    await reopening

    expect(store.find('a')).toMatchObject({ status: 'OPEN', revision: 2 })
  })

  it('keeps the status that the server confirmed last', async () => {
    const store = await loadedStore()
    store.select('a')
    setStatus.mockResolvedValueOnce({ ...conversation('a', 1), status: 'CLOSED', revision: 1 })
    await store.setStatus('a', 'CLOSED')
    expect(store.find('a')).toMatchObject({ status: 'CLOSED', revision: 1 })
  })

  it('shows a name once the server has it, and keeps the old one if it is refused', async () => {
    const store = await loadedStore()
    await store.setVisitorName('a', 'Vera')
    expect(store.find('a')?.visitor.name).toBe('Vera')

    setVisitorName.mockRejectedValueOnce(new Error('refused'))
    await expect(store.setVisitorName('a', 'Victor')).rejects.toThrow('refused')
    expect(store.find('a')?.visitor.name).toBe('Vera')
  })

  it('removes a conversation that is gone', async () => {
    const store = await loadedStore()
    conversations = [conversation('b', 2)]
    await store.refresh()
    expect(ids(store)).toEqual(['b'])
  })
})

it('accepts a restored database, although its data is older', async () => {
  conversations = [{ ...conversation('b', 5), lastSequence: 9, revision: 3 }, conversation('a', 1)]
  const store = await loadedStore()
  conversations = [{ ...conversation('b', 2), lastSequence: 4, revision: 1 }]
  epoch = 'two'

  await store.reload()

  expect(store.rows().map((row) => row.conversation)).toEqual(conversations.map(ofConversation))
})

it('requests the list on start, unless the server rendered it', async () => {
  const source = { list, findAll, setStatus, setNeedsAnswer, setVisitorName }
  new InboxStore(source, OPEN, pageOf(conversations)).start()
  expect(list).not.toHaveBeenCalled()

  const store = new InboxStore(source, OPEN)
  store.start()
  await vi.advanceTimersByTimeAsync(0)
  expect(list).toHaveBeenCalledTimes(1)
  expect(ids(store)).toEqual(['b', 'a'])
})

async function loadedStore(): Promise<InboxStore> {
  const store = new InboxStore({ list, findAll, setStatus, setNeedsAnswer, setVisitorName }, OPEN)
  await store.refresh()
  return store
}

describe('visitors’ messages', () => {
  it('are reported once as they arrive: not earlier ones, nor those that agents write or have read', async () => {
    const word = (id: string, sequence: number, side: 'visitor' | 'agent', unreadCount: number) => ({
      ...conversation(id, sequence),
      revision: sequence,
      lastSequence: sequence,
      lastMessage: { ...presentedMessage(id, sequence), senderSide: side },
      unreadCount,
    })
    conversations = [word('a', 1, 'visitor', 1)]
    const store = await loadedStore()
    const heard: [string, boolean][] = []
    store.onArrival(({ conversation: { id }, isFirst }) => heard.push([id, isFirst]))

    store.receive(told(word('a', 1, 'visitor', 0)))
    store.receive(told(word('a', 2, 'agent', 0)))
    expect(heard).toEqual([])
    store.receive(told(word('a', 3, 'visitor', 1)))
    store.receive(told(word('b', 1, 'visitor', 1)))
    store.receive(told(word('b', 1, 'visitor', 1)))
    expect(heard).toEqual([
      ['a', false],
      ['b', true],
    ])

    // A request that is answered before the event arrives must not swallow its alert.
    store.take(word('d', 1, 'visitor', 1))
    store.receive(told(word('d', 1, 'visitor', 1)))
    store.receive(told(word('d', 1, 'visitor', 1)))
    expect(heard.splice(2)).toEqual([['d', true]])

    // An old message is not an arrival, even if this page has never seen it.
    store.receive({ ...told(word('c', 1, 'visitor', 1)), at: '2026-01-01T01:00:00.000Z' })
    expect(heard).toHaveLength(2)
  })

  it('are reported as read, whatever the source, and when deleted', async () => {
    conversations = [{ ...conversation('a', 1), unreadCount: 1 }]
    const store = await loadedStore()
    const read: string[] = []
    store.onAllRead((id) => read.push(id))

    store.receive(told({ ...conversation('a', 2), revision: 1, unreadCount: 1 }))
    expect(read).toEqual([])
    store.receive(told({ ...conversation('a', 2), revision: 2, unreadCount: 0 }))
    store.receive(told({ ...conversation('elsewhere', 2), status: 'CLOSED', revision: 2, unreadCount: 0 }))
    expect(read).toEqual(['a', 'elsewhere'])

    conversations = [{ ...conversation('a', 3), revision: 3, unreadCount: 0 }]
    await store.reload()
    store.erase(['a'])
    expect(read.slice(2)).toEqual(['a', 'a'])
  })
})

function presentedMessage(conversationId: string, sequence: number): Message {
  return {
    id: `${conversationId}-${sequence}`,
    conversationId,
    sequence,
    clientMessageId: `client-${sequence}`,
    senderId: 'someone',
    senderSide: 'visitor',
    senderName: null,
    senderPicture: null,
    content: 'Hello?',
    ...UNCHANGED,
    read: false,
    createdAt: '2026-01-01T00:00:00.000Z',
  }
}

/** The event that every desk receives when these conversations have changed. */
function told(...now: Conversation[]): InboxChanged {
  return {
    at: '2026-01-01T00:00:05.000Z',
    siteId: 'site0001',
    rows: now.map((item) => {
      const { visitor, context, ...row } = ofConversation(item)
      return { ...row, visitorId: visitor.id }
    }),
    visitors: now.map(({ visitor }) => visitor),
    totals: { unread: 7, needsAnswer: 5 },
  }
}

function ids(store: InboxStore): string[] {
  return [...store.getSnapshot().ids]
}

function pageOf(data: Conversation[], hasMore = false): ConversationPage {
  return {
    data,
    hasMore,
    nextCursor: hasMore ? (data.at(-1)?.lastActivityAt ?? null) : null,
    unreadTotal: 0,
    needsAnswerTotal: data.filter((item) => item.waitingSince !== null).length,
    siteTotals: {},
    epoch,
  }
}

function conversation(id: string, activity: number): Conversation {
  const lastActivityAt = new Date(Date.UTC(2026, 0, 1, 0, 0, activity)).toISOString()
  return {
    id,
    userId: id,
    siteId: 'site0001',
    status: 'OPEN',
    lastSequence: 0,
    visitorReadSequence: 0,
    agentReadSequence: 0,
    revision: 0,
    lastActivityAt,
    waitingSince: null,
    createdAt: lastActivityAt,
    updatedAt: lastActivityAt,
    visitor: { id, name: null, email: null, emailToldBy: null, isVerified: false, block: null, revision: 0 },
    context: null,
    lastMessage: null,
    unreadCount: 0,
  }
}
