import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { SIDE_HEADER } from '@/contract/http/side-header'
import { startEmbeddedPostgres } from '@/process/postgres/embedded-postgres'
import { migrate } from '@/process/postgres/migrate'
import { agentOfHeaders } from '@/server/agents/agent-session'
import { createFirstAdmin } from '@/server/agents/installation'
import { getConversation, listConversations } from '@/server/conversations/conversations'
import { closeDatabase, db } from '@/server/database/db'
import type { Viewer } from '@/server/policy/viewer'
import { env, provideEnv } from '@/server/settings/env'
import { freePort } from '@/tests/free-port'
import { mustCall } from '../http'
import { cpuMilliseconds, startProcess, stopProcess } from '../processes'
import { report } from '../report'
import { median, percentile } from '../statistics'
import { fillConversations } from './fill'
import { type Statement, statementOf } from './statements'

const ADMIN = { name: 'Olga', email: 'bench@porchlight.test', password: 'only for this run' }
const ROUNDS = 6
const CALLS = 100
const WARM_UP = 300

/** A call's latency for the client and its CPU time in the server process, in milliseconds. */
type Cost = { p50: number; cpu: number }

type Server = {
  /** Makes the call at this index of {@link calls}. */
  get: (index: number) => Promise<unknown>
  pid: number
  stop: () => Promise<void>
}

/** The calls to compare: the product's path, and the statements behind it. */
const calls = [
  {
    name: 'one conversation',
    path: '/api/support/conversations/{id}',
    ask: (agent: Viewer, id: string) => getConversation(agent, id, { limit: 50 }),
  },
  {
    name: 'list of 50',
    path: '/api/support/conversations?limit=50',
    ask: (agent: Viewer) => listConversations(agent, { limit: 50 }),
  },
]

/**
 * Compares an agent's ordinary calls with the same statements behind a bare server, on the same database with this many
 * conversations.
 */
export async function measureApi(conversations: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-bench-api-'))
  const database = await startEmbeddedPostgres({ folder })
  try {
    await migrate(database.url)
    provideEnv({ ...env(), DATABASE_URL: database.url, AUTH_SECRET: randomBytes(32).toString('base64url') })
    await createFirstAdmin(ADMIN)
    await fillConversations(database.url, conversations)
    console.log(`An agent's calls, ${conversations.toLocaleString('en')} conversations`)
    await compare(database.url)
  } finally {
    await closeDatabase()
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function compare(databaseUrl: string): Promise<void> {
  const conversationId = await newestConversation()
  const ours = await startPorchlight(databaseUrl, conversationId)
  const bare = await startBare(databaseUrl, conversationId, ours.cookie)
  try {
    for (const [index, { name }] of calls.entries()) {
      const costs = { ours: [] as Cost[], bare: [] as Cost[] }
      for (const server of [ours, bare]) await measure(server, index, WARM_UP)
      for (let round = 0; round < ROUNDS; round += 1) {
        costs.ours.push(await measure(ours, index, CALLS))
        costs.bare.push(await measure(bare, index, CALLS))
      }
      const middle = (list: Cost[], figure: keyof Cost) => median(list.map((cost) => cost[figure]))
      for (const [figure, label, aim] of [
        ['p50', 'p50', { atMost: 2 }],
        ['cpu', 'CPU', null],
      ] as const) {
        report(
          { metric: `${name}, ${label}`, unit: 'ms', aim },
          middle(costs.ours, figure),
          middle(costs.bare, figure),
        )
      }
    }
  } finally {
    await bare.stop()
    await ours.stop()
  }
}

async function measure({ get, pid }: Server, index: number, count: number): Promise<Cost> {
  const times: number[] = []
  const cpuBefore = cpuMilliseconds(pid)
  for (let done = 0; done < count; done += 1) {
    const began = performance.now()
    await get(index)
    times.push(performance.now() - began)
  }
  return { p50: percentile(times, 0.5), cpu: (cpuMilliseconds(pid) - cpuBefore) / count }
}

async function startPorchlight(
  databaseUrl: string,
  conversationId: string,
): Promise<Server & { cookie: string }> {
  const port = await freePort()
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-bench-'))
  const child = await startProcess(process.execPath, ['dist/main.mjs'], {
    env: {
      PORT: String(port),
      DATA_DIR: folder,
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: env().AUTH_SECRET ?? '',
      NODE_ENV: 'production',
      // One agent sends more requests here than a whole team would.
      LIMIT_READS_PER_VIEWER: '1000000',
      LIMIT_READS_PER_NETWORK: '1000000',
    },
    ready: /is ready/,
    timeoutMs: 240_000,
  })
  const origin = `http://127.0.0.1:${port}`
  const { email, password } = ADMIN
  const { cookies } = await mustCall('POST', `${origin}/api/auth/sign-in/email`, {
    body: { email, password },
  })
  const headers = { cookie: cookies.join('; '), [SIDE_HEADER]: 'agent' }
  return {
    cookie: headers.cookie,
    get: (index) => mustCall('GET', origin + calls[index]?.path.replace('{id}', conversationId), { headers }),
    pid: child.pid ?? 0,
    async stop() {
      await stopProcess(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function startBare(databaseUrl: string, conversationId: string, cookie: string): Promise<Server> {
  const agent: Viewer = { side: 'agent', role: 'admin', sites: 'all', id: conversationId, name: ADMIN.name }
  const session = await statementOf(() => agentOfHeaders(new Headers({ cookie })))
  const statements: Statement[][] = []
  for (const { ask } of calls) {
    statements.push([session, await statementOf(() => ask(agent, conversationId))])
  }
  const port = await freePort()
  const child = await startProcess(process.execPath, ['--import', 'tsx', 'bench/api/bare-server.ts'], {
    env: {
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      STATEMENTS: JSON.stringify(statements),
      NODE_ENV: 'production',
    },
    ready: /^ready$/m,
  })
  return {
    get: (index) => mustCall('GET', `http://127.0.0.1:${port}/${index}`),
    pid: child.pid ?? 0,
    stop: () => stopProcess(child),
  }
}

async function newestConversation(): Promise<string> {
  const { id } = await db.conversation.findFirstOrThrow({ orderBy: { lastActivityAt: 'desc' } })
  return id
}
