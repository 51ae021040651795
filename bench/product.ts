import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runningPostgres } from '@/process/postgres/postgres-process'
import { freePort } from '@/tests/free-port'
import { processesOf, startProcess, stopProcess } from './processes'

/** The admin of a product started with {@link OFFICE}. */
export const ADMIN = { email: 'bench@porchlight.test', password: 'only for this run' }

const MANY = '1000000'

/** Settings with an admin, and limits high enough for many visitors and agents at one address. */
export const OFFICE = {
  ADMIN_EMAIL: ADMIN.email,
  ADMIN_PASSWORD: ADMIN.password,
  LIMIT_MESSAGES_PER_VISITOR: MANY,
  LIMIT_MESSAGES_PER_CONVERSATION: MANY,
  LIMIT_MESSAGES_PER_NETWORK: MANY,
  LIMIT_MESSAGES_PER_SITE: MANY,
  LIMIT_CONVERSATIONS_PER_NETWORK: MANY,
  LIMIT_CONVERSATIONS_PER_SITE: MANY,
  LIMIT_CONVERSATIONS_PER_SITE_HOURLY: MANY,
  LIMIT_CONVERSATIONS_PER_NETWORK_HOURLY: MANY,
  LIMIT_READS_PER_VIEWER: MANY,
  LIMIT_READS_PER_NETWORK: MANY,
  LIMIT_CHANGES_PER_VIEWER: MANY,
  LIMIT_CHANGES_PER_NETWORK: MANY,
  LIMIT_TOKENS_PER_VIEWER: MANY,
  LIMIT_SIGN_INS_PER_NETWORK: MANY,
  LIMIT_SIGN_INS_PER_ACCOUNT: MANY,
}

/** The running product: one process and its embedded PostgreSQL. */
export type Product = {
  port: number
  /** The product's data folder, deleted by `stop`. */
  folder: string
  processIds: () => number[]
  /** The address of its database. */
  databaseUrl: () => string
  stop: () => Promise<void>
}

/** Starts the built product on an empty data folder. Resolves once it is ready. */
export async function startProduct(settings: Record<string, string>): Promise<Product> {
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-bench-'))
  const port = await freePort()
  const child = await startProcess(process.execPath, ['dist/main.mjs'], {
    env: { PORT: String(port), DATA_DIR: folder, DATABASE_URL: '', NODE_ENV: 'production', ...settings },
    ready: /is ready/,
  })
  return {
    port,
    folder,
    processIds: () => processesOf(child, folder),
    databaseUrl: () => databaseUrlOf(folder),
    async stop() {
      await stopProcess(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function databaseUrlOf(folder: string): string {
  const password = readFileSync(path.join(folder, 'secrets', 'postgres-password'), 'utf8').trim()
  const port = runningPostgres(path.join(folder, 'postgres'))?.port
  return `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/porchlight`
}
