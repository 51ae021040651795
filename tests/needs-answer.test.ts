import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { beforeEach, expect, it, vi } from 'vitest'
import { getConversation, listConversations, updateConversation } from '@/server/conversations/conversations'
import { postMessage } from '@/server/conversations/post-message'
import { pool } from '@/server/database/db'
import { isDatabaseAway } from '@/server/database/errors'
import { SupportError } from '@/server/errors'
import { advanceReadPosition } from '@/server/log/read-positions'
import type { Viewer } from '@/server/policy/viewer'
import { emptyDatabase } from './database'
import { ada, ben, createCast, createConversation, draft, vera, victor } from './factories'

// Should a test time out, it must not empty the tables under the next one.
vi.setConfig({ testTimeout: 300_000 })

beforeEach(begin)

const seen = fc.option(fc.nat({ max: 12 }), { nil: undefined })
const agent = fc.constantFrom(ada, ben)
const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('writes' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('replies' as const), agent, seen, close: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('reads' as const), upTo: fc.nat({ max: 12 }) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('closes' as const), seen }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('sets aside' as const), seen }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('takes back' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('reopens' as const) }) },
)
type Action = typeof action extends fc.Arbitrary<infer Kind> ? Kind : never

it('matches a simple model through random messages, replies, reads, closings and undos', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 14 }), async (actions) => {
      await begin()
      const { id } = await createConversation()
      const model = new Model()
      for (const each of actions) {
        expect(await outcomeOf(perform(id, each))).toBe(model.perform(each))
        expect(await pictureOf(id)).toEqual(model.picture())
      }
    }),
    { numRuns: 20 },
  )
})

it('never closes over a message that the closing agent had not seen, whatever happens concurrently', async () => {
  const kinds = ['writes', 'ada replies', 'ben replies', 'ada closes', 'ben sets aside'] as const
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...kinds), { minLength: 2, maxLength: 8 }),
      async (together) => {
        await begin()
        const { id } = await createConversation({ messages: [[vera, 'Hello?']] })
        const outcomes = await Promise.all(together.map((kind) => outcomeOf(persistently(atOnce(id, kind)))))

        const { conversation, messages } = await getConversation(ada, id, { limit: 50 })
        const written = messages.data.filter(({ kind }) => kind === 'message')
        const words = written.filter(({ senderSide }) => senderSide === 'visitor')
        const replies = written.filter(({ senderSide }) => senderSide === 'agent')
        const stored = (kind: string) =>
          together.filter((each, index) => each.endsWith(kind) && outcomes[index] === 'done').length
        expect([words.length, replies.length]).toEqual([1 + stored('writes'), stored('replies')])
        if (words.length > 1) {
          expect([conversation.status, conversation.waitingSince]).toEqual(['OPEN', expect.any(String)])
        } else {
          const isClosed = stored('replies') + stored('closes') > 0
          const isSettled = isClosed || stored('sets aside') > 0
          expect(conversation.status).toBe(isClosed ? 'CLOSED' : 'OPEN')
          expect(conversation.waitingSince === null).toBe(isSettled)
        }
      },
    ),
    { numRuns: 15 },
  )
})

it('is listed, longest wait first, with a count and across pages', async () => {
  const ids: string[] = []
  for (const visitor of [victor, vera, victor, vera, victor]) {
    ids.push((await createConversation({ visitor, messages: [[visitor, 'Hello?']] })).id)
  }
  const hello: [Viewer, string][] = [
    [vera, 'Hello?'],
    [ada, 'Hello.'],
  ]
  await createConversation({ messages: hello })
  await createConversation({ status: 'CLOSED', messages: [[vera, 'Bye.']] })
  // Another message moves it up in the list by activity, but not in this one.
  await postMessage(victor, ids[0] ?? '', draft('Anybody?'))
  await advanceReadPosition(ben, ids[1] ?? '', 1)

  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = await listConversations(ada, {
      needsAnswer: true,
      sort: 'waiting',
      limit: 2,
      ...(cursor && { cursor }),
    })
    expect(page.needsAnswerTotal).toBe(5)
    found.push(...page.data.map(({ id }) => id))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(found).toEqual(ids)

  const rest = await listConversations(ada, { needsAnswer: false, limit: 10 })
  expect(rest.data.map(({ waitingSince }) => waitingSince)).toEqual([null, null])
})

it('is hidden from visitors', async () => {
  const { id } = await createConversation({ messages: [[vera, 'Hello?']] })

  expect((await getConversation(ada, id, { limit: 1 })).conversation.waitingSince).not.toBeNull()
  expect((await getConversation(vera, id, { limit: 1 })).conversation.waitingSince).toBeNull()
  expect((await listConversations(vera, { limit: 1 })).needsAnswerTotal).toBe(0)
  const attempts = [
    () => listConversations(vera, { needsAnswer: true, limit: 1 }),
    () => updateConversation(vera, id, { needsAnswer: false }),
    () => updateConversation(vera, id, { status: 'CLOSED', seenSequence: 1 }),
    () => postMessage(vera, id, { ...draft('Bye.'), close: true }),
  ]
  for (const attempt of attempts) expect(await outcomeOf(attempt())).toBe('forbidden')
  expect(await pictureOf(id)).toEqual({ status: 'OPEN', count: 1, waitingFor: 1 })
})

it('is set by the migration for existing conversations', async () => {
  const stories = [[], [vera], [vera, ada], [ada, vera], [vera, ada, vera, vera], [vera, vera, ben, ada]]
  for (const status of ['OPEN', 'CLOSED'] as const) {
    for (const authors of stories) {
      const messages = authors.map((author): [Viewer, string] => [author, 'Hello.'])
      await createConversation({ status, messages })
    }
  }
  const select = 'SELECT id, waiting_since FROM conversation ORDER BY id'
  await pool.query(`UPDATE conversation SET waiting_since = NULL WHERE status = 'CLOSED'`)
  const { rows: expected } = await pool.query(select)
  await pool.query('UPDATE conversation SET waiting_since = NULL')

  const migration = await readFile('prisma/migrations/20261128100000_waiting_since/migration.sql', 'utf8')
  await pool.query(/^UPDATE[^;]*/m.exec(migration)?.[0] ?? '')

  const { rows } = await pool.query(select)
  expect(rows).toEqual(expected)
  expect(rows.filter(({ waiting_since }) => waiting_since !== null)).toHaveLength(3)
})

/** All entries of the log, by message author or event; and the numbers of those that wait for an answer. */
class Model {
  readonly #log: (Viewer | 'event')[] = []
  #isOpen = true
  #unanswered: number[] = []
  #setAside: number[] = []

  /** Performs it and returns the outcome. */
  perform(action: Action): string {
    switch (action.what) {
      case 'writes':
        this.#turn(true)
        this.#unanswered.push(this.#log.push(vera))
        return 'done'
      case 'replies':
        return this.#reply(action)
      case 'closes':
      case 'sets aside':
        if (this.#hasWritten(vera, action.seen)) return 'newer_messages'
        this.#settle()
        if (action.what === 'closes') this.#turn(false)
        return 'done'
      case 'takes back':
        this.#turn(true)
        this.#unanswered = [...this.#setAside, ...this.#unanswered]
        this.#setAside = []
        return 'done'
      case 'reopens':
        this.#turn(true)
        return 'done'
      case 'reads':
        return 'done'
    }
  }

  picture() {
    return {
      status: this.#isOpen ? 'OPEN' : 'CLOSED',
      count: this.#log.length,
      waitingFor: this.#unanswered[0] ?? null,
    }
  }

  #reply({ agent, seen, close }: Extract<Action, { what: 'replies' }>): string {
    if (this.#hasWritten(agent === ada ? ben : ada, seen)) return 'newer_messages'
    const closes = close && !this.#hasWritten(vera, seen)
    this.#log.push(agent)
    if (closes) this.#turn(false)
    this.#unanswered = this.#unanswered.filter((number) => number > (seen ?? number))
    this.#setAside = []
    return 'done'
  }

  /** Opens or closes it; the log records an actual change. */
  #turn(isOpen: boolean): void {
    if (isOpen !== this.#isOpen) this.#log.push('event')
    this.#isOpen = isOpen
  }

  #settle(): void {
    if (this.#unanswered.length > 0) this.#setAside = this.#unanswered
    this.#unanswered = []
  }

  #hasWritten(author: Viewer, after: number | undefined): boolean {
    return after !== undefined && this.#log.slice(after).includes(author)
  }
}

function perform(id: string, action: Action): Promise<unknown> {
  const seenSequence = 'seen' in action && action.seen !== undefined ? { seenSequence: action.seen } : {}
  switch (action.what) {
    case 'writes':
      return postMessage(vera, id, draft('Hello?'))
    case 'replies':
      return postMessage(action.agent, id, { ...draft('Hello.'), close: action.close, ...seenSequence })
    case 'closes':
      return updateConversation(ada, id, { status: 'CLOSED', ...seenSequence })
    case 'sets aside':
      return updateConversation(ben, id, { needsAnswer: false, ...seenSequence })
    case 'takes back':
      return updateConversation(ada, id, { status: 'OPEN', needsAnswer: true })
    case 'reopens':
      return updateConversation(ben, id, { status: 'OPEN' })
    case 'reads':
      return advanceReadPosition(ada, id, action.upTo)
  }
}

/** People who have all seen exactly the first message. */
function atOnce(id: string, kind: string): () => Promise<unknown> {
  const word = draft('And?')
  const reply = { ...draft('Hello.'), close: true, seenSequence: 1 }
  if (kind === 'writes') return () => postMessage(vera, id, word)
  if (kind === 'ada closes') return () => updateConversation(ada, id, { status: 'CLOSED', seenSequence: 1 })
  if (kind === 'ben sets aside')
    return () => updateConversation(ben, id, { needsAnswer: false, seenSequence: 1 })
  return () => postMessage(kind === 'ada replies' ? ada : ben, id, reply)
}

/** Retries what a busy machine could not do in time, as clients do after a 503. */
async function persistently(attempt: () => Promise<unknown>): Promise<unknown> {
  try {
    return await attempt()
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    return persistently(attempt)
  }
}

async function pictureOf(id: string) {
  const { conversation, messages } = await getConversation(ada, id, { limit: 50 })
  const { status, lastSequence, waitingSince } = conversation
  const waiting = messages.data.find(
    ({ kind, senderSide, createdAt }) =>
      kind === 'message' && senderSide === 'visitor' && createdAt === waitingSince,
  )
  if (waitingSince !== null && waiting === undefined) throw new Error('it waits for no message')
  return { status, count: lastSequence, waitingFor: waiting?.sequence ?? null }
}

async function outcomeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt
    return 'done'
  } catch (error) {
    if (error instanceof SupportError) return error.code
    throw error
  }
}

async function begin(): Promise<void> {
  await emptyDatabase()
  await createCast()
}
