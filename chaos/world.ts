import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { failPoints } from '@/server/fail-point'
import { bundleForChildren } from '@/tests/bundle-for-children'
import { freePort } from '@/tests/free-port'
import { ChaosProxy } from './network/chaos-proxy'
import { Database } from './parts/database'
import { Part } from './parts/part'
import type { Account } from './people/person'
import type { Roads } from './people/roads'

const KEY = 'chaos.key:a-secret-of-nobody'
const ADMIN = { email: 'olga@porchlight.test', password: 'only for this run' }

/** A client notices a dead connection ten seconds after this; with the usual 15 s a run would mostly wait. */
const MAX_IDLE_INTERVAL_MS = 5_000

/**
 * Everything that people depend on, each in a process of its own: apps, realtime server, database, and breakable networks
 * between them.
 */
export class World {
  readonly database: Database
  readonly #folder: string
  /** The apps' connection to the realtime server. */
  #backstage: ChaosProxy | null = null
  apps: Part[] = []
  realtime: Part | null = null
  /** The networks that can break, people's first. */
  networks: ChaosProxy[] = []

  private constructor(folder: string) {
    this.#folder = folder
    this.database = new Database(folder)
  }

  /** Creates an empty world and waits until all of it is ready. */
  static async build({ apps, failPointChance }: { apps: number; failPointChance: number }): Promise<World> {
    const world = new World(mkdtempSync(path.join(tmpdir(), 'porchlight-chaos-')))
    try {
      await world.#build(apps, failPointChance)
      return world
    } catch (error) {
      await world.destroy()
      throw error
    }
  }

  /** A network of its own for a group of people, to whom `secret` must not leak. */
  async road(secret: string | null = null): Promise<Roads> {
    const [app, realtime] = await Promise.all([
      this.#network(this.#appPorts, secret),
      this.#network([this.#realtimePort], secret),
    ])
    return { app, realtime }
  }

  /** Creates an agent's account for each name. */
  async employ(names: string[]): Promise<Account[]> {
    const rows = await this.database.query<Omit<Account, 'password'>>(
      `WITH employed AS (
         INSERT INTO users (id, role, name, sign_in_email, email_verified)
         SELECT gen_random_uuid(), 'AGENT', name, lower(name) || '@porchlight.test', TRUE FROM unnest($1::text[]) AS name
         RETURNING id, sign_in_email
       ), credentials AS (
         INSERT INTO account (id, user_id, account_id, provider_id, password)
         SELECT gen_random_uuid(), employed.id, employed.id::text, 'credential', known.password
         FROM employed, (SELECT password FROM account LIMIT 1) AS known
       )
       SELECT id, default_site_id() AS "siteId", sign_in_email AS email FROM employed ORDER BY sign_in_email`,
      [names],
    )
    return rows.map((row) => ({ ...row, password: ADMIN.password }))
  }

  /** Resolves when every process is ready. */
  async ready(): Promise<void> {
    await Promise.all([...this.apps, ...(this.realtime ? [this.realtime] : [])].map((part) => part.ready()))
  }

  /** Repairs the networks and waits until everything is ready. */
  async heal(): Promise<void> {
    for (const network of this.networks) network.heal()
    await this.ready()
  }

  async destroy(): Promise<void> {
    await Promise.all(this.apps.map((app) => app.stop('SIGKILL')))
    await this.realtime?.stop('SIGKILL')
    this.database.destroy()
    await Promise.all(this.networks.map((network) => network.close()))
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 })
  }

  #appPorts: number[] = []
  #realtimePort = 0

  async #build(apps: number, failPointChance: number): Promise<void> {
    await this.database.start()
    this.#realtimePort = await freePort()
    this.realtime = await realtimePart(this.#realtimePort)
    await this.realtime.start()
    this.#backstage = await this.#network([this.#realtimePort])
    for (let index = 0; index < apps; index += 1) {
      const port = await freePort()
      this.#appPorts.push(port)
      const part = this.#appPart(index + 1, port, failPointChance)
      this.apps.push(part)
      await part.start()
    }
  }

  #appPart(number: number, port: number, failPointChance: number): Part {
    return new Part({
      name: `app ${number}`,
      command: process.execPath,
      args: ['dist/main.mjs'],
      env: {
        NODE_ENV: 'production',
        PORT: String(port),
        HOST: '127.0.0.1',
        PUBLIC_URL: '',
        DATA_DIR: path.join(this.#folder, 'data'),
        DATABASE_URL: this.database.url,
        ABLY_API_KEY: KEY,
        ABLY_SIGNING_KEY: '',
        ABLY_ENDPOINT: `http://127.0.0.1:${this.#backstage?.port}`,
        ADMIN_EMAIL: ADMIN.email,
        ADMIN_PASSWORD: ADMIN.password,
        LOG_LEVEL: 'error',
        // A few visitors write more here than a whole office would.
        LIMIT_MESSAGES_PER_VISITOR: '1000000',
        LIMIT_MESSAGES_PER_CONVERSATION: '1000000',
        LIMIT_MESSAGES_PER_NETWORK: '1000000',
        LIMIT_MESSAGES_PER_SITE: '1000000',
        LIMIT_CONVERSATIONS_PER_NETWORK: '1000000',
        LIMIT_CONVERSATIONS_PER_SITE: '1000000',
        LIMIT_CONVERSATIONS_PER_SITE_HOURLY: '1000000',
        LIMIT_CONVERSATIONS_PER_NETWORK_HOURLY: '1000000',
        LIMIT_TOKENS_PER_VIEWER: '1000000',
        LIMIT_READS_PER_VIEWER: '1000000',
        LIMIT_READS_PER_NETWORK: '1000000',
        LIMIT_CHANGES_PER_VIEWER: '1000000',
        LIMIT_CHANGES_PER_NETWORK: '1000000',
        LIMIT_SIGN_INS_PER_NETWORK: '1000000',
        LIMIT_SIGN_INS_PER_ACCOUNT: '1000000',
        LIMIT_SIGN_INS_PER_ACCOUNT_HOURLY: '1000000',
        LIMIT_PAGES_PER_NETWORK: '1000000',
        FAILPOINT: failPointChance > 0 ? failPoints.map((name) => `${name}:${failPointChance}`).join() : '',
      },
      ready: /Porchlight is ready/,
    })
  }

  async #network(ports: number[], secret: string | null = null): Promise<ChaosProxy> {
    const network = new ChaosProxy(ports, secret)
    await network.start()
    this.networks.push(network)
    return network
  }
}

async function realtimePart(port: number): Promise<Part> {
  const options = { port, 'max-idle-interval-ms': MAX_IDLE_INTERVAL_MS }
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])
  return new Part({
    name: 'realtime server',
    command: process.execPath,
    args: [await bundleForChildren('realtime-server/standalone.ts'), ...flags],
    env: { REALTIME_KEYS: KEY },
    ready: /Ably\.Realtime/,
  })
}
