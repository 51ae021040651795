import { readFileSync, writeFileSync } from 'node:fs'
import { env } from 'node:process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { liveChannel } from '@/contract/log/channels'
import { routes as realtimeRoutes } from '@/realtime-server/rest/router'
import { forgetAdmissions } from '@/server/http/limits/admission'
import { visitorBrowser } from '@/tests/browser'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { type RunningServer, startServer, unlimited } from '@/tests/running-server'
import { findRoutes } from '@/tests/safety/routes'
import { sendFrames } from '@/tests/worst-inputs/frames'
import { excess } from '@/tests/worst-inputs/no-standstill'
import { send } from '@/tests/worst-inputs/send'
import { heldMemory } from '@/tests/worst-inputs/standstill'
import { anyCase, type Case, caseOf, type Path } from './cases'

/*
 * Random requests and frames against the whole product: `npm run fuzz -- --seconds 600`. Seeds that failed before are in
 * failing-seeds.json and always run first.
 */

const SECONDS = Number(env.FUZZ_SECONDS ?? 20)
const FAILED = new URL('./failing-seeds.json', import.meta.url)
const MiB = 1024 * 1024
/** How many cases run between two memory checks. */
const ROUND = 200

let server: RunningServer
let visitor: { cookie: string; token: string; channel: string }
let cases: ReturnType<typeof anyCase>

beforeAll(async () => {
  await emptyDatabase()
  server = await startServer(unlimited)
  const { browser, conversationId } = await visitorBrowser('Hello?', server.reach)
  visitor = {
    cookie: [...browser.cookies].map((pair) => pair.join('=')).join('; '),
    token: (await browser.get('/api/ably/auth')).text,
    channel: liveChannel(SITE_ID, conversationId),
  }
  cases = anyCase(await everyPath())
})
afterAll(() => server.stop())

it(
  'no request or frame crashes, blocks or fills the server',
  async () => {
    const known: number[] = JSON.parse(readFileSync(FAILED, 'utf8'))
    const first = env.FUZZ_SEED === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(env.FUZZ_SEED)
    process.stdout.write(`fuzz: ${SECONDS} s from FUZZ_SEED=${first}\n`)
    const end = Date.now() + SECONDS * 1000
    let tried = 0
    for (const seed of known) await tryOne(seed)
    while (Date.now() < end) {
      const held = await heldMemory(async () => {
        for (let count = 0; count < ROUND && Date.now() < end; count++) await tryOne((first + tried++) | 0)
        return () => {}
      })
      // What remains of them are logs, limits and rows, each bounded.
      expect(held, `memory held after the seeds up to ${first + tried}`).toBeLessThan(64 * MiB)
    }
    process.stdout.write(
      `fuzz: ${tried} cases from FUZZ_SEED=${first}, and ${known.length} that failed before\n`,
    )
  },
  (SECONDS + 120) * 1000,
)

/** Fails for a harmful case, and records its seed. */
async function tryOne(seed: number): Promise<void> {
  const one = caseOf(seed, cases)
  // Otherwise most cases would be refused unread, and test nothing.
  forgetAdmissions()
  try {
    let status = 0
    const standstillMs = await excess(async () => {
      status = await perform(one)
    })
    expect(standstillMs, `standstill in ms, seed ${seed}: ${describe(one)}`).toBe(0)
    expect(isPlanned(status), `status ${status}, seed ${seed}: ${describe(one)}`).toBe(true)
  } catch (error) {
    keep(seed)
    throw error
  }
}

async function perform(one: Case): Promise<number> {
  if (one.kind === 'frames') {
    // The placeholder for the visitor's channel has another name here.
    const frames = one.frames.map((frame) =>
      typeof frame === 'string' ? frame.replaceAll('live:1', visitor.channel) : frame,
    )
    await sendFrames(server.port, { ...one, frames }, visitor.token)
    return 200
  }
  const { method, path, headers, body, by } = one
  const credentials =
    by === 'stranger'
      ? {}
      : {
          cookie: visitor.cookie,
          ...(!path.startsWith('/api/') && { authorization: `Bearer ${btoa(visitor.token)}` }),
        }
  const origin = `http://127.0.0.1:${server.port}`
  return send(server.port, {
    method,
    path: path.replace('live:1', encodeURIComponent(visitor.channel)),
    headers: { ...credentials, ...(method !== 'GET' && { origin }), ...headers },
    ...(body && { body }),
  })
}

/** 0: the HTTP parser cut the connection, as it does for invalid requests. */
function isPlanned(status: number): boolean {
  return status < 500 || status === 503
}

function describe(one: Case): string {
  if (one.kind === 'frames') return `${one.format} ${one.frames.map((frame) => frame.length)}`
  return `${one.method} ${one.path.slice(0, 100)} ${one.body?.subarray(0, 100).toString() ?? ''}`
}

function keep(seed: number): void {
  const known: number[] = JSON.parse(readFileSync(FAILED, 'utf8'))
  if (!known.includes(seed)) writeFileSync(FAILED, `${JSON.stringify([...known, seed])}\n`)
}

/** Derived from the code, so that new routes are fuzzed from the first day. */
async function everyPath(): Promise<Path[]> {
  const api = (await findRoutes()).map(({ method, path }) => ({ path, methods: [method] }))
  const realtime = realtimeRoutes.map(([path, methods]) => ({ path, methods: Object.keys(methods) }))
  const comet = ['connect', ':name/send', ':name/recv', ':name/close', ':name/disconnect', ':name/:verb'].map(
    (path) => ({ path: `/comet/${path}`, methods: ['GET', 'POST'] }),
  )
  return [...api, ...realtime, ...comet]
}
