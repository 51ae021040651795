import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realtimeService } from '@/server/realtime/service'
import { emptyDatabase } from '@/tests/database'
import { casesOf, resolveCase, variantsOf } from '../catalogue'
import { Canary } from './canary'
import { type RealtimeFixtures, realtimeFixtures } from './fixtures'
import { Product } from './product'

type Input = {
  method: string
  path: string
  query?: Record<string, string>
  headers?: Record<string, string>
  json?: unknown
  hex?: string
  repeat?: number
}
type Expectation = {
  status: number[]
  errorCode?: number
  effect?: 'none'
  within_ms?: number
  last?: Expectation
}

const cases = casesOf('gateway.rest')

let product: Product
let fixtures: RealtimeFixtures
let canary: Canary

beforeAll(async () => {
  await emptyDatabase()
  product = await Product.start()
  fixtures = await realtimeFixtures(product)
  canary = await Canary.listen(product, [fixtures.visitorA.channel, fixtures.visitorB.channel, 'c'])
})

afterAll(async () => {
  canary.stop()
  await product.stop()
})

describe('the REST side of the embedded realtime server', () => {
  it.each(cases.map((one) => [one.id, one.name, one] as const))('%s %s', async (id, _name, one) => {
    const { make, as } = resolveCase(one, fixtures)
    const { last, ...expected } = one.expect as Expectation
    for (const input of variantsOf(make()) as Input[]) {
      const answers = []
      for (let copy = 0; copy < (input.repeat ?? 1); copy++) answers.push(await send(input, as))
      expectAnswer(answers.at(-1), last ?? expected)
    }
    const heard = await canary.sing()
    if (expected.effect === 'none') expect(heard).toEqual([])
    if (id === 'RST-016') expect(heard).toEqual(['c undefined'])
  })

  it('RST-004 answers 429 after ten wrong keys from one address, and always accepts the right one', async () => {
    const wrong = resolveCase(caseOf('RST-004'), fixtures).make() as Input
    const statuses = []
    for (let tries = 0; tries < 12; tries++) statuses.push((await send(wrong, 'none')).response.statusCode)
    expect(statuses.slice(-2)).toEqual([429, 429])

    const right = { method: 'GET', path: '/channels/c/messages' }
    expect((await send(right, 'serverKey')).response.statusCode).toBe(200)
    expect(await canary.sing()).toEqual([])
  })

  it('logged no token and no secret', () => {
    const log = product.logged.join('')
    for (const secret of [fixtures.visitorA.token, fixtures.keys?.right ?? ''])
      expect(log).not.toContain(secret)
    expect(log).not.toContain('"level":"error"')
  })
})

function caseOf(id: string) {
  const found = cases.find((one) => one.id === id)
  if (!found) throw new Error(`There is no case ${id}`)
  return found
}

type Answer = { response: IncomingMessage; body: string; durationMs: number }

function expectAnswer(
  answer: Answer | undefined,
  { status, errorCode, within_ms = 1_000 }: Expectation,
): void {
  expect(status).toContain(answer?.response.statusCode)
  expect(answer?.durationMs).toBeLessThan(10 * within_ms)
  if (errorCode === undefined) return
  expect(answer?.response.headers['x-ably-errorcode']).toBe(String(errorCode))
  expect(answer?.response.headers['content-type']).toBe('application/json')
  const { error } = JSON.parse(answer?.body ?? '')
  expect(error).toEqual({
    code: errorCode,
    statusCode: answer?.response.statusCode,
    message: answer?.response.headers['x-ably-errormessage'],
  })
}

/** Sends a request verbatim: `fetch` would normalize the path. */
async function send({ method, path, query, headers, json, hex }: Input, as: unknown): Promise<Answer> {
  const startedAt = performance.now()
  const outgoing = request({
    port: product.port,
    host: '127.0.0.1',
    method,
    path: query === undefined ? path : `${path}?${new URLSearchParams(query)}`,
    headers: {
      ...authorizationOf(as, query),
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
  })
  outgoing.end(hex === undefined ? json && JSON.stringify(json) : Buffer.from(hex, 'hex'))
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
  const body = await text(response)
  return { response, body, durationMs: performance.now() - startedAt }
}

function authorizationOf(as: unknown, query: Input['query']): Record<string, string> {
  if (as === 'serverKey') return { authorization: `Basic ${btoa(realtimeService().publishingKey)}` }
  if (as !== 'visitorA' || query !== undefined) return {}
  return { authorization: `Bearer ${btoa(fixtures.visitorA.token)}` }
}
