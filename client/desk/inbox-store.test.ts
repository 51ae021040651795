import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Conversation, ConversationPage } from '@/contract/conversation'
import type { InboxFilter } from './inbox'
import { type InboxSource, InboxStore, POKE_WINDOW_MS } from './inbox-store'

const OPEN: InboxFilter = { status: 'OPEN', unreadOnly: false }

let conversations: Conversation[]
let epoch: string
const setStatus = vi.fn<InboxSource['setStatus']>()
const setNeedsAnswer = vi.fn<InboxSource['setNeedsAnswer']>()
const setVisitorName = vi.fn<InboxSource['setVisitorName']>()
const list = vi.fn<InboxSource['list']>()
const find = vi.fn<InboxSource['find']>()

beforeEach(() => {
  vi.useFakeTimers()
  conversations = [conversation('b', 2), conversation('a', 1)]
  epoch = 'one'
  list.mockReset().mockImplementation(async ({ filter, limit, cursor }) => {
    const all = conversations.filter(({ status }) => filter.status === null || status === filter.status)
    const rest = all.filter((item) => cursor === null || item.lastActivityAt < cursor)
    return pageOf(rest.slice(0, limit), rest.length > limit)
  })
  find.mockReset().mockImplementation(async (id) => conversations.find((item) => item.id === id) ?? null)
  setVisitorName.mockReset().mockImplementation(async (id, name) => {
    const known = conversation(id, 3)
    return { ...known, revision: 1, visitor: { ...known.visitor, name } }
  })
  return () => vi.useRealTimers()
})

describe('InboxStore', () => {
  it('answers a burst of pokes with one request', async () => {
    const store = await loadedStore()
    for (let index = 0; index < 20; index += 1) store.poke('a')
    conversations = [conversation('a', 3), conversation('b', 2)]

    await vi.advanceTimersByTimeAsync(POKE_WINDOW_MS)

    expect(list).toHaveBeenCalledTimes(2)
    expect(find).not.toHaveBeenCalled()
    expect(ids(store)).toEqual(['a', 'b'])
  })

  it('looks once more when poked while it is asking', async () => {
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

  it('keeps the rows and the pokes when a request fails', async () => {
    const store = await loadedStore()
    list.mockRejectedValueOnce(new Error('no network'))
    conversations = [conversation('b', 2), { ...conversation('a', 1), status: 'CLOSED' }]
    store.poke('a')
    await vi.advanceTimersByTimeAsync(POKE_WINDOW_MS)
    expect(store.getSnapshot().phase).toBe('failed')
    expect(ids(store)).toEqual(['b', 'a'])

    await store.refresh()

    expect(find).toHaveBeenCalledWith('a')
    expect(store.getSnapshot().phase).toBe('ready')
    expect(ids(store)).toEqual(['b'])
  })

  it('drops the answer to a question that nobody asks any more', async () => {
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

  it('loads page after page, each once', async () => {
    conversations = Array.from({ length: 70 }, (_, index) => conversation(`c${index}`, 100 - index))
    const store = await loadedStore()
    await Promise.all([store.loadMore(), store.loadMore()])
    expect(store.getSnapshot().rows).toHaveLength(60)
    await store.loadMore()
    expect(store.getSnapshot()).toMatchObject({ hasMore: false, isLoadingMore: false })
    expect(new Set(ids(store)).size).toBe(70)
  })

  it('looks through all rows again after pokes may have been missed', async () => {
    conversations = Array.from({ length: 70 }, (_, index) => conversation(`c${index}`, 100 - index))
    const store = await loadedStore()
    await store.loadMore()
    conversations = conversations.map((item) => (item.id === 'c55' ? { ...item, unreadCount: 3 } : item))

    await store.reload()

    expect(store.getSnapshot().rows).toHaveLength(60)
    expect(store.find('c55')?.unreadCount).toBe(3)
  })

  it('closes at once, and opens again when that is refused', async () => {
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

  it('lets the last of several changes hold', async () => {
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

  it('keeps the status that the server confirmed', async () => {
    const store = await loadedStore()
    store.select('a')
    setStatus.mockResolvedValueOnce({ ...conversation('a', 1), status: 'CLOSED', revision: 1 })
    await store.setStatus('a', 'CLOSED')
    expect(store.find('a')).toMatchObject({ status: 'CLOSED', revision: 1 })
  })

  it('shows a name once the server has it, and keeps the old one when it refuses', async () => {
    const store = await loadedStore()
    await store.setVisitorName('a', 'Vera')
    expect(store.find('a')?.visitor.name).toBe('Vera')

    setVisitorName.mockRejectedValueOnce(new Error('refused'))
    await expect(store.setVisitorName('a', 'Victor')).rejects.toThrow('refused')
    expect(store.find('a')?.visitor.name).toBe('Vera')
  })

  it('forgets a conversation that is gone', async () => {
    const store = await loadedStore()
    conversations = [conversation('b', 2)]
    await store.refresh()
    expect(ids(store)).toEqual(['b'])
  })
})

it('believes a restored database, although all it says is older', async () => {
  conversations = [{ ...conversation('b', 5), lastSequence: 9, revision: 3 }, conversation('a', 1)]
  const store = await loadedStore()
  conversations = [{ ...conversation('b', 2), lastSequence: 4, revision: 1 }]
  epoch = 'two'

  await store.reload()

  expect(store.getSnapshot().rows.map((row) => row.conversation)).toEqual(conversations)
})

it('asks for the list when it starts, unless the page came with it', async () => {
  const source = { list, find, setStatus, setNeedsAnswer, setVisitorName }
  new InboxStore(source, OPEN, pageOf(conversations)).start()
  expect(list).not.toHaveBeenCalled()

  const store = new InboxStore(source, OPEN)
  store.start()
  await vi.advanceTimersByTimeAsync(0)
  expect(list).toHaveBeenCalledTimes(1)
  expect(ids(store)).toEqual(['b', 'a'])
})

async function loadedStore(): Promise<InboxStore> {
  const store = new InboxStore({ list, find, setStatus, setNeedsAnswer, setVisitorName }, OPEN)
  await store.refresh()
  return store
}

describe('what visitors write', () => {
  it('is told once as it arrives: not what was there, nor what agents write and read', async () => {
    const word = (id: string, sequence: number, senderSide: 'visitor' | 'agent', unreadCount: number) => ({
      ...conversation(id, sequence),
      lastSequence: sequence,
      lastMessage: { sequence, senderSide } as Conversation['lastMessage'],
      unreadCount,
    })
    conversations = [word('a', 1, 'visitor', 1)]
    const store = await loadedStore()
    const told: [string, boolean][] = []
    store.onArrival(({ conversation: { id }, isFirst }) => told.push([id, isFirst]))
    const happen = async (...now: Conversation[]) => {
      conversations = now
      for (const { id } of now) store.poke(id)
      await store.refresh()
    }

    await happen(word('a', 1, 'visitor', 0))
    await happen(word('a', 2, 'agent', 0))
    expect(told).toEqual([])
    await happen(word('a', 3, 'visitor', 1))
    await happen(word('b', 1, 'visitor', 1))
    await happen(word('b', 1, 'visitor', 1))
    expect(told).toEqual([
      ['a', false],
      ['b', true],
    ])
  })
})

function ids(store: InboxStore): string[] {
  return store.getSnapshot().rows.map((row) => row.conversation.id)
}

function pageOf(data: Conversation[], hasMore = false): ConversationPage {
  return {
    data,
    hasMore,
    nextCursor: hasMore ? (data.at(-1)?.lastActivityAt ?? null) : null,
    unreadTotal: 0,
    needsAnswerTotal: data.filter((item) => item.waitingSince !== null).length,
    epoch,
  }
}

function conversation(id: string, activity: number): Conversation {
  const lastActivityAt = new Date(Date.UTC(2026, 0, 1, 0, 0, activity)).toISOString()
  return {
    id,
    userId: id,
    status: 'OPEN',
    lastSequence: 0,
    visitorReadSequence: 0,
    agentReadSequence: 0,
    revision: 0,
    lastActivityAt,
    waitingSince: null,
    createdAt: lastActivityAt,
    updatedAt: lastActivityAt,
    visitor: { id, name: null, email: null, block: null },
    context: null,
    lastMessage: null,
    unreadCount: 0,
  }
}
