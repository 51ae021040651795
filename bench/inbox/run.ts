import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { SIDE_HEADER } from '@/contract/http/side-header'
import { INBOX_PAGE_SIZE } from '@/contract/limits'
import { mustCall } from '../http'
import { startProcess } from '../processes'
import { report } from '../report'
import { median, percentile } from '../statistics'
import type { DesksOrder, DesksReport } from './desks'
import { type Account, InboxServer } from './server'

const DESKS = [1, 10, 50]
const CONVERSATIONS = 60
const PER_SECOND = 100
const SECONDS = 6

/** From one desk to fifty, a message may cost the server twice as much. */
const AIM = { atMost: 2 }

type Visitor = { post: () => Promise<void> }
type Load = { cpuPerMessage: number; p50: number; p99: number }

/**
 * Measures the server's processor time per message (process and PostgreSQL) and the time to post, for several numbers of open inboxes
 * and without any. Throws when an inbox has sent a request, or at the end shows anything other than what the server answers.
 */
export async function measureInbox(): Promise<void> {
  const server = await InboxServer.start()
  try {
    const accounts = await server.employ(Math.max(...DESKS))
    const visitors: Visitor[] = []
    let siteId = ''
    for (let index = 0; index < CONVERSATIONS; index += 1) {
      const started = await startVisitor(server.origin)
      visitors.push(started)
      siteId = started.siteId
    }
    await load(server, visitors)
    const alone = await load(server, visitors)
    print('without an inbox', alone, alone)
    const costs = new Map<string, number>()
    for (const watches of [false, true]) {
      for (const count of DESKS) {
        const order = { origin: server.origin, siteId, accounts: accounts.slice(0, count), watches }
        const cost = await measureDesks(server, visitors, order, accounts[0] as Account)
        const what = `${count} ${count === 1 ? 'inbox' : 'inboxes'}${watches ? ', watching rows' : ''}`
        print(what, cost, alone)
        costs.set(what, cost.cpuPerMessage)
      }
    }
    for (const suffix of ['', ', watching rows']) {
      const [few = NaN, many = NaN] = [`1 inbox${suffix}`, `50 inboxes${suffix}`].map((what) =>
        costs.get(what),
      )
      report({ metric: `50 against 1${suffix}`, unit: 'ms', aim: AIM }, many, few)
    }
  } finally {
    await server.stop()
  }
}

async function measureDesks(
  server: InboxServer,
  visitors: Visitor[],
  order: DesksOrder,
  reader: Account,
): Promise<Load> {
  const desks = await startProcess(process.execPath, ['--import', 'tsx/esm', 'bench/inbox/desks.ts'], {
    env: { DESKS: JSON.stringify(order) },
    ready: /opened/,
    timeoutMs: 120_000,
  })
  try {
    // What follows the first attachment is part of loading.
    await sleep(1_500)
    await askDesks(desks)
    const cost = await load(server, visitors)
    await sleep(1_000)
    const { asked, watched, rows } = await askDesks(desks)
    if (asked > 0)
      throw new Error(`${order.accounts.length} inboxes sent ${asked} requests after they were loaded`)
    const truth = JSON.stringify(await rowsOf(server.origin, reader))
    const wrong = rows.filter((shown) => JSON.stringify(shown) !== truth).length
    if (wrong > 0)
      throw new Error(`${wrong} of ${order.accounts.length} inboxes show other rows than the server`)
    if (order.watches) console.log(`  rows that came into view and were watched: ${watched}`)
    return cost
  } finally {
    desks.stdin?.end()
    desks.kill()
  }
}

/** Posts messages at a fixed rate, without waiting for earlier ones to be answered. */
async function load(server: InboxServer, visitors: Visitor[]): Promise<Load> {
  const before = server.cpuMilliseconds()
  const begunAt = performance.now()
  const count = PER_SECOND * SECONDS
  const took = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const dueAt = begunAt + (index * 1000) / PER_SECOND
      await sleep(Math.max(0, dueAt - performance.now()))
      await visitors[index % visitors.length]?.post()
      return performance.now() - dueAt
    }),
  )
  // What was posted last is still on its way.
  await sleep(500)
  const cpuPerMessage = (server.cpuMilliseconds() - before) / count
  return { cpuPerMessage, p50: median(took), p99: percentile(took, 0.99) }
}

function print(what: string, { cpuPerMessage, p50, p99 }: Load, alone: Load): void {
  report({ metric: `${what}: CPU`, unit: 'ms', aim: null }, cpuPerMessage, alone.cpuPerMessage)
  report({ metric: `${what}: p50`, unit: 'ms', aim: null }, p50, alone.p50)
  report({ metric: `${what}: p99`, unit: 'ms', aim: null }, p99, alone.p99)
}

async function startVisitor(origin: string): Promise<Visitor & { siteId: string }> {
  const headers = { [SIDE_HEADER]: 'visitor' }
  const started = await mustCall('POST', `${origin}/api/support/conversations`, {
    headers,
    body: { message: { content: 'Hello?' } },
  })
  const { conversationId, conversation } = JSON.parse(started.body)
  const authenticated = { ...headers, cookie: started.cookies.join('; ') }
  const url = `${origin}/api/support/conversations/${conversationId}/messages`
  return {
    siteId: conversation.siteId,
    async post() {
      await mustCall('POST', url, {
        headers: authenticated,
        body: { content: 'How long does delivery take?' },
      })
    },
  }
}

async function rowsOf(origin: string, account: Account): Promise<unknown[]> {
  const { cookies } = await mustCall('POST', `${origin}/api/auth/sign-in/email`, { body: account })
  const headers = { cookie: cookies.join('; '), [SIDE_HEADER]: 'agent' }
  const { body } = await mustCall('GET', `${origin}/api/support/conversations?limit=${INBOX_PAGE_SIZE}`, {
    headers,
  })
  return (JSON.parse(body).data as { id: string; lastSequence: number; unreadCount: number }[]).map(
    ({ id, lastSequence, unreadCount }) => ({ id, lastSequence, unreadCount }),
  )
}

async function askDesks(desks: ChildProcess): Promise<DesksReport> {
  desks.stdin?.write('\n')
  let text = ''
  for (;;) {
    const [chunk] = await once(desks.stdout as NodeJS.ReadableStream, 'data')
    text += chunk
    if (text.endsWith('\n')) return JSON.parse(text.trim().split('\n').at(-1) ?? '')
  }
}
