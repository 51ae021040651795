import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { errorCodes } from '@/contract/error-codes'
import { cleanContent } from '@/contract/text'
import { db } from '@/server/database/db'
import { forgetAdmissions } from '@/server/http/limits/admission'
import { emptyDatabase } from '@/tests/database'
import { type RunningServer, startServer } from '@/tests/running-server'
import { hashOfAllRows } from '@/tests/safety/rows'
import { sendRaw } from '@/tests/send-raw'
import { type Case, casesOf, resolveCase, variantsOf } from '../catalogue'
import { createCast } from './cast'
import { absent, differences, elsewhere, isBytes } from './exceptions'
import { type Answer, type Call, send } from './send'
import { Subscriber, type Told } from './subscriber'

type Input = {
  json?: unknown
  rawBody?: string | Buffer
  query?: Record<string, string>
  rawQuery?: string
  params?: { id: string }
  headers?: Record<string, string>
  method?: string
  methods?: string[]
  path?: string
  paths?: string[]
  sequence?: Input[]
  repeat?: number
  concurrent?: number
  burst?: { n: number; within_ms: number }
  stream?: object
  rawRequest?: string
}

type Expectation = {
  status?: number[]
  http?: { status: number[] }
  error?: string
  param?: string | null
  effect?: string
  stored?: string
  within_ms?: number
  last?: Expectation
  or?: string
}

const GROUPS = [
  'conversation.create',
  'conversation.list',
  'conversation.get',
  'conversation.update',
  'message.create',
  'identity.text',
  'identity.proof',
  'ably.auth',
  'login',
  'http.generic',
]

/** Must not appear in any response. */
const LEAKS = /\bat .+:\d+:\d+|node_modules|\bSELECT\b|\bINSERT\b|P20\d\d|Prisma|postgres(ql)?:\/\//

/** Bursts that may take this long are sent one by one. */
const IN_A_ROW_MS = 10_000

/** Ten times what the catalogue demands: this machine may be busy. */
const PATIENCE = 10

let server: RunningServer
let cast: Awaited<ReturnType<typeof createCast>>
/** Subscribed to Vera's conversation. */
let subscriber: Subscriber

beforeAll(async () => {
  await emptyDatabase()
  server = await startServer({ LIMIT_SIGN_INS_PER_NETWORK: 6 })
  cast = await createCast(server)
  subscriber = await Subscriber.listen(cast.fixtures.visitorA.conversationId)
  await subscriber.heard()
}, 90_000)
afterAll(async () => {
  subscriber.stop()
  await server.stop()
})
// Fresh limits for every case.
beforeEach(async () => {
  await db.rateLimitWindow.deleteMany()
  forgetAdmissions()
})

const cases = casesOf(...GROUPS)
const isRun = ({ id }: Case) => !(id in absent) && !(id in elsewhere)

it('states a reason for every case that is not run here', () => {
  const known = new Set(cases.map(({ id }) => id))
  for (const id of [absent, elsewhere, differences].flatMap(Object.keys)) expect(known, id).toContain(id)
})

describe.each(GROUPS)('%s', (group) => {
  it.each(
    cases.filter((one) => one.group === group && isRun(one)).map((one) => [one.id, one.name, one] as const),
  )('%s %s', { timeout: 60_000 }, async (id, _name, one) => {
    const { make, as } = resolveCase(one, cast.fixtures)
    const difference = differences[id]
    const expected = { ...one.expect, ...difference } as Expectation
    const before = await hashOfAllRows()

    const all: Answer[] = []
    for (const input of variantsOf(make()) as Input[]) {
      const answers = await perform(input, one, String(as), make as () => Input)
      for (const answer of answers) expectHarmless(answer, expected)
      const last = expected.last ?? expected
      const judged = expected.last ? answers.slice(-1) : answers
      for (const answer of judged) expectAnswer(answer, last, difference)
      await expectStored(input, expected, answers)
      all.push(...answers)
    }
    expectTold(await subscriber.heard(), all, expected)
    if ((expected.effect ?? 'any') === 'none') expect(await hashOfAllRows()).toBe(before)
    expect(
      ({} as Record<string, unknown>).polluted ?? ({} as Record<string, unknown>).isAgent,
    ).toBeUndefined()
  })

  for (const { id, name } of cases.filter((one) => one.group === group && !isRun(one)))
    it.skip(`${id} ${name}: ${absent[id] ?? elsewhere[id]}`, () => {})
})

/** Sends a case: once, several times in a row, or concurrently. */
async function perform(input: Input, one: Case, as: string, make: () => Input): Promise<Answer[]> {
  if (input.rawRequest !== undefined) {
    const status = await sendRaw(server.port, input.rawRequest)
    return [{ status, headers: {}, text: '', afterMs: 0 }]
  }
  if (input.stream !== undefined) return [await sendForever(one, as)]

  const copies = input.repeat ?? input.concurrent ?? input.burst?.n ?? 1
  const inputs = Array.from({ length: copies }, (_, index) =>
    index === 0 ? input : { ...input, ...make() },
  ).flatMap((copy) => (copy.sequence ?? [copy]).map((step) => ({ ...copy, ...step })))
  const calls = inputs.flatMap((copy) => callsOf(copy, one, as))
  // Concurrent requests wait for each other, so their time says nothing about the input.
  const isCrowd = input.concurrent !== undefined || (input.burst?.within_ms ?? IN_A_ROW_MS) < IN_A_ROW_MS
  if (isCrowd) {
    const answers = await Promise.all(calls.map((call) => send(server.port, call)))
    return answers.map((answer) => ({ ...answer, afterMs: 0 }))
  }

  const answers = []
  for (const call of calls) answers.push(await send(server.port, call))
  return answers
}

/** Translates the catalogue's addresses, and adds a browser's headers unless the case has its own. */
function callsOf(input: Input, one: Case, as: string): Call[] {
  const [usualMethod = 'GET', usualPath = '/api/support/conversations'] = (
    one.applies_to.endpoint ?? ''
  ).split(' ')
  const isAnyRoute = one.applies_to.endpoint === 'every route'
  const paths = input.paths ?? [input.path ?? (isAnyRoute ? '/api/support/conversations' : usualPath)]
  const methods = input.methods ?? [input.method ?? (isAnyRoute ? 'GET' : usualMethod)]

  return paths.flatMap((path) =>
    methods.map((usual): Call => {
      const isRead = path.endsWith('/read')
      const isCatchUp = path.endsWith(':id/messages') && usualMethod === 'GET'
      const method = isRead ? 'PUT' : usual
      const address = path
        .replace(/\/read$/, '/read-position')
        .replace(isCatchUp ? '/messages' : '\0', '')
        .replace(':id', encodeURI(input.params?.id ?? '').replace(/%25/g, '%'))
      const query = input.rawQuery ?? String(new URLSearchParams(input.query ?? {}))
      const body = bodyOf(isRead ? { ...input, json: readPosition(input.json) } : input)
      return {
        method,
        path: query === '' ? address : `${address}?${query}`,
        headers: {
          ...(cookieOf(as) !== '' && { cookie: cookieOf(as) }),
          ...(body !== null && { 'content-type': 'application/json', origin: server.reach.origin }),
          ...input.headers,
        },
        body,
      }
    }),
  )
}

function bodyOf({ json, rawBody }: Input): string | Buffer | null {
  if (isBytes(rawBody) || typeof rawBody === 'string') return rawBody
  return json === undefined ? null : JSON.stringify(json)
}

function readPosition(json: unknown): unknown {
  const { lastReadSequence, ...rest } = json as Record<string, unknown>
  return lastReadSequence === undefined ? rest : { sequence: lastReadSequence }
}

/** An actor of the cast, or a token made by the case in place of the visitor's. */
function cookieOf(as: string): string {
  return cast.cookies[as] ?? `porchlight_visitor=${as}`
}

/** A body that never ends: the server must not wait for it. */
function sendForever(one: Case, as: string): Promise<Answer> {
  const [{ headers, path, method } = { headers: {}, path: '', method: '' }] = callsOf(
    { rawBody: '' },
    one,
    as,
  )
  const head = Object.entries({
    ...headers,
    host: new URL(server.reach.origin).host,
    'transfer-encoding': 'chunked',
  })
  const lines = head.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return sendRaw(server.port, `${method} ${path} HTTP/1.1\r\n${lines}\r\n1\r\na\r\n`).then((status) => ({
    status,
    headers: {},
    text: '',
    afterMs: 0,
  }))
}

/** Checks that apply to every case. */
function expectHarmless(answer: Answer, expected: Expectation): void {
  expect(answer.status, answer.text).toBeLessThan(500)
  expect(answer.text).not.toMatch(LEAKS)
  expect(answer.afterMs).toBeLessThan((expected.within_ms ?? 1_000) * PATIENCE)
  expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  if (answer.status < 400 || answer.text === '') return

  const { error } = JSON.parse(answer.text)
  expect(
    Object.keys(error).filter((key) => !['code', 'message', 'param', 'requestId'].includes(key)),
  ).toEqual([])
  expect(errorCodes).toHaveProperty(error.code)
  if (answer.status === 429) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
}

function expectAnswer(answer: Answer, expected: Expectation, difference: object | undefined): void {
  const allowed = expected.status ?? expected.http?.status
  // A client that sends too much may be cut off before it can read the reason.
  const mayBeCut =
    expected.or === 'socket_closed' || allowed?.some((status) => status === 413 || status === 431)
  if (answer.status === 0 && mayBeCut) return
  if (allowed !== undefined) expect(allowed, answer.text).toContain(answer.status)
  if (answer.status < 400 || expected.error === undefined || answer.text === '') return

  const { error } = JSON.parse(answer.text)
  expect(error.code).toBe(expected.error)
  const mayBeAnother = difference !== undefined && 'param' in difference
  if (error.code === 'validation_failed' && expected.param && !mayBeAnother && error.param !== undefined)
    expect(`${error.param}.`).toContain(`${expected.param}.`)
}

/** Refused input must not be published; stored input must be published once, however often it was sent. */
function expectTold(told: Told[], answers: Answer[], { effect }: Expectation): void {
  if (effect === 'none') expect(told).toEqual([])
  const messageIds = told.flatMap(({ messageId }) => messageId ?? [])
  expect(messageIds).toEqual([...new Set(messageIds)])
  const stored = answers
    .filter(({ status }) => status === 201)
    .map(({ text }) => JSON.parse(text).message)
    .filter((message) => message?.conversationId === cast.fixtures.visitorA.conversationId)
  expect(messageIds).toEqual(expect.arrayContaining(stored.map(({ id }) => id)))
}

async function expectStored(
  { json }: Input,
  { stored, effect }: Expectation,
  answers: Answer[],
): Promise<void> {
  const created = answers.filter(({ status }) => status === 201 || status === 200)
  if (effect === 'same_row') {
    const ids = created.map(({ text }) => {
      const body = JSON.parse(text)
      return body.conversationId ?? body.message.id
    })
    expect(new Set(ids).size).toBe(1)
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  }
  const { content } = (json ?? {}) as { content?: string }
  const [answer] = created
  if (stored === undefined || content === undefined || answer === undefined) return
  const { message } = JSON.parse(answer.text)
  const row = await db.message.findUniqueOrThrow({ where: { id: message.id } })
  expect(row.content).toBe(stored === 'exact' ? content : cleanContent(content))
  expect(message.content).toBe(row.content)
}
