import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { errorCodes } from '@/contract/error-codes'
import { db } from '@/server/database/db'
import { env, provideEnv } from '@/server/settings/env'
import { type TestBrowser, type TestResponse, visitorBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'
import { recorded } from '@/tests/told'

/** As many concurrent requests as database connections, each in its own conversation. */
const VISITORS = 10
const TEXTS = 10_000
const NEIGHBOURS = 1_000

const seed = Date.now() & 0x7fffffff
type Chatter = Awaited<ReturnType<typeof visitorBrowser>>
let chatters: Chatter[]

beforeAll(async () => {
  await emptyDatabase()
  provideEnv({
    ...env(),
    LIMIT_CONVERSATIONS_PER_VISITOR: 1_000_000,
    LIMIT_MESSAGES_PER_NETWORK: 1_000_000,
    LIMIT_MESSAGES_PER_SITE: 1_000_000,
  })
  chatters = await Promise.all(Array.from({ length: VISITORS }, () => visitorBrowser()))
})

/** Arbitrary 16-bit units including lone surrogates, ordinary text, and characters that often cause bugs. */
const unit = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  fc.constantFrom(
    ...'\u0000 \t \n \r\n \u0007 \u0085 \u009f \u00a0 \u00ad \u0301 \u115f \u200b \u200d \u202e \u2028 \u2066'.split(
      ' ',
    ),
    ...'\u2800 \u3164 \ufeff \ufffe \ufdd0 \ud83d \ude00 \u{1f468}\u200d\u{1f469} \u{e0001} \u{10ffff}'.split(
      ' ',
    ),
    ...`' " \\ \\u0000 %00 %s \${x} {{x}} <b> </script> -- ; DROP $1 __proto__ =1+1 ../`.split(' '),
  ),
)
const text = fc.oneof(
  { weight: 8, arbitrary: fc.string({ unit, maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  // Around the maximum length.
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('a', 'é', '\u{1f989}', '\u0301'), fc.integer({ min: 3_995, max: 4_005 }))
      .map(([character, count]) => character.repeat(count)),
  },
)

describe(`random input (seed ${seed})`, () => {
  it('is stored verbatim or refused with a code, as a message', { timeout: 300_000 }, async () => {
    const stored = new Map<string, string>()
    await atOnce(fc.sample(text, { numRuns: TEXTS, seed }), async (content, { browser, conversationId }) => {
      const answer = await browser.post(`/api/support/conversations/${conversationId}/messages`, {
        clientMessageId: crypto.randomUUID(),
        content,
      })
      const told = JSON.stringify(content)
      const kept = keptOf(content)
      if (answer.status === 201) {
        expect(answer.json.message.content, told).toBe(kept)
        stored.set(answer.json.message.id, answer.json.message.content)
        return
      }
      expect([answer.status, answer.json.error.code], told).toEqual([400, refusalOf(content, kept)])
    })

    expect(stored.size).toBeGreaterThan(TEXTS / 4)
    const rows = await db.message.findMany({ where: { id: { in: [...stored.keys()] } } })
    for (const { id, content } of rows) expect(content).toBe(stored.get(id))
    const events = await recorded('message.created')
    const told = events.map(({ payload }) => (payload as { entry: { id: string; content: string } }).entry)
    expect(told.filter(({ id }) => stored.has(id))).toHaveLength(stored.size)
    for (const { id, content } of told) expect(content).toBe(stored.get(id) ?? content)
  })

  it.each([
    'clientConversationId',
    'pageUrl',
    'referrer',
    'language',
    'timeZone',
    'visitor.name',
    'visitor.email',
    'message.clientMessageId',
  ])('is accepted or refused with a code, as %s of a conversation', { timeout: 120_000 }, async (field) => {
    const [outer = '', inner] = field.split('.')
    await atOnce(fc.sample(text, { numRuns: NEIGHBOURS / 10, seed }), async (value, { browser }) => {
      const draft = { clientConversationId: crypto.randomUUID(), [outer]: value }
      if (inner === 'name' || inner === 'email') draft.visitor = { [inner]: value } as never
      if (inner === 'clientMessageId') draft.message = { content: 'x', clientMessageId: value } as never
      expectPlanned(await browser.post('/api/support/conversations', draft), value)
    })
  })

  it('is accepted or refused with a code, as a query and in a path', { timeout: 120_000 }, async () => {
    const values = fc.sample(
      fc.tuple(fc.constantFrom('status', 'unread', 'siteId', 'cursor', 'limit', 'before', 'after'), text),
      { numRuns: NEIGHBOURS / 2, seed },
    )
    await atOnce(values, async ([name, value], { browser, conversationId }) => {
      const query = new URLSearchParams({ [name]: value.slice(0, 300) })
      expectPlanned(await browser.get(`/api/support/conversations?${query}`), value)
      expectPlanned(await browser.get(`/api/support/conversations/${conversationId}?${query}`), value)
      const segment = encodeURIComponent(value.toWellFormed().slice(0, 100))
      expectPlanned(await browser.get(`/api/support/conversations/x${segment}`), value)
    })
  })

  it('is refused with a code, as any JSON in place of an object', { timeout: 120_000 }, async () => {
    await atOnce(
      fc.sample(fc.json(), { numRuns: NEIGHBOURS, seed }),
      async (body, { browser, conversationId }) => {
        const path = `/api/support/conversations/${conversationId}`
        const answers = [
          await browser.post(`${path}/messages`, body),
          await browser.patch(path, body),
          await browser.put(`${path}/read-position`, body),
          await browser.post('/api/support/conversations', body),
        ]
        // An empty object starts an empty conversation.
        if (JSON.stringify(JSON.parse(body)) === '{}') expect(answers.pop()?.status).toBe(201)
        for (const answer of answers) expect(answer.status, body).toBe(400)
      },
    )
  })
})

/** The stored form of a message: line breaks normalized, other control characters removed, ends trimmed. */
function keptOf(content: string): string {
  const kept = [...content.replaceAll('\r\n', '\n').replaceAll('\r', '\n')].filter((character) => {
    const code = character.codePointAt(0) ?? 0
    return character === '\t' || character === '\n' || !(code < 0x20 || (code >= 0x7f && code < 0xa0))
  })
  return kept.join('').trim()
}

/** Why a message may be refused; one with a letter, a digit or a symbol must not be refused as blank. */
function refusalOf(content: string, kept: string): string {
  if (!content.isWellFormed() || content.includes('\0')) return 'invalid_character'
  if ([...kept].length > 4_000) return 'message_too_long'
  const fillers = /[\u115f\u1160\u2800\u3164\uffa0]/g
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(kept.replace(fillers, ''))
    ? 'nothing: it is readable'
    : 'validation_failed'
}

function expectPlanned({ status, json, text: told }: TestResponse, value: string): void {
  expect(status, `${JSON.stringify(value)}: ${told}`).toBeLessThan(500)
  if (status >= 400) expect(errorCodes).toHaveProperty(json.error.code)
}

/** Distributes the items among the visitors, each of whom sends one at a time. */
async function atOnce<Item>(
  items: readonly Item[],
  act: (item: Item, chatter: { browser: TestBrowser; conversationId: string }) => Promise<void>,
): Promise<void> {
  await Promise.all(
    chatters.map(async (chatter, index) => {
      for (let next = index; next < items.length; next += VISITORS) await act(items[next] as Item, chatter)
    }),
  )
}
