import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { cpuMilliseconds, freePort, processesOf, startProcess, stopProcess } from '../processes'

const ADMIN = { email: 'bench@porchlight.test', password: 'only for this run' }
const MANY = '1000000'

/** The agents. All have the same password. */
export type Account = { email: string; password: string }

/** The product as it is built, with limits that a whole office of visitors at one address does not meet. */
export class InboxServer {
  readonly port: number
  readonly #folder: string
  readonly #child: ChildProcess

  private constructor(port: number, folder: string, child: ChildProcess) {
    this.port = port
    this.#folder = folder
    this.#child = child
  }

  static async start(): Promise<InboxServer> {
    const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-bench-'))
    const port = await freePort()
    const child = await startProcess(process.execPath, ['dist/main.mjs'], {
      env: {
        PORT: String(port),
        DATA_DIR: folder,
        DATABASE_URL: '',
        NODE_ENV: 'production',
        ADMIN_EMAIL: ADMIN.email,
        ADMIN_PASSWORD: ADMIN.password,
        LIMIT_MESSAGES_PER_VISITOR: MANY,
        LIMIT_MESSAGES_PER_CONVERSATION: MANY,
        LIMIT_MESSAGES_PER_NETWORK: MANY,
        LIMIT_CONVERSATIONS_PER_NETWORK: MANY,
        LIMIT_CONVERSATIONS_PER_NETWORK_HOURLY: MANY,
        LIMIT_READS_PER_VIEWER: MANY,
        LIMIT_READS_PER_NETWORK: MANY,
        LIMIT_CHANGES_PER_NETWORK: MANY,
        LIMIT_TOKENS_PER_VIEWER: MANY,
        LIMIT_SIGN_INS_PER_NETWORK: MANY,
        LIMIT_SIGN_INS_PER_ACCOUNT: MANY,
      },
      ready: /is ready/,
    })
    return new InboxServer(port, folder, child)
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** The processor time of the process and its PostgreSQL since their start, in milliseconds. */
  cpuMilliseconds(): number {
    return processesOf(this.#child, this.#folder).reduce((sum, pid) => sum + cpuMilliseconds(pid), 0)
  }

  /** Creates this many agents besides the admin. */
  async employ(count: number): Promise<Account[]> {
    const client = new pg.Client({ connectionString: this.#databaseUrl() })
    await client.connect()
    const { rows } = await client.query<{ email: string }>(
      `WITH employed AS (
         INSERT INTO users (id, role, name, sign_in_email, email_verified)
         SELECT gen_random_uuid(), 'AGENT', 'Agent ' || n, 'agent' || n || '@porchlight.test', TRUE FROM generate_series(1, $1) AS n
         RETURNING id, sign_in_email
       ), credentials AS (
         INSERT INTO account (id, user_id, account_id, provider_id, password)
         SELECT gen_random_uuid(), employed.id, employed.id::text, 'credential', (SELECT password FROM account LIMIT 1) FROM employed
       )
       SELECT sign_in_email AS email FROM employed ORDER BY id`,
      [count],
    )
    await client.end()
    return rows.map(({ email }) => ({ email, password: ADMIN.password }))
  }

  async stop(): Promise<void> {
    await stopProcess(this.#child)
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #databaseUrl(): string {
    const password = readFileSync(path.join(this.#folder, 'secrets', 'postgres-password'), 'utf8').trim()
    const port = readFileSync(path.join(this.#folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]
    return `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/porchlight`
  }
}
