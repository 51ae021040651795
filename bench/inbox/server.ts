import pg from 'pg'
import { cpuMilliseconds } from '../processes'
import { ADMIN, OFFICE, type Product, startProduct } from '../product'

/** An agent. All have the same password. */
export type Account = { email: string; password: string }

/** The product with many agents. */
export class InboxServer {
  readonly #product: Product

  private constructor(product: Product) {
    this.#product = product
  }

  static async start(): Promise<InboxServer> {
    return new InboxServer(await startProduct(OFFICE))
  }

  get port(): number {
    return this.#product.port
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** CPU time of the process and its PostgreSQL since the start, in milliseconds. */
  cpuMilliseconds(): number {
    return this.#product.processIds().reduce((sum, pid) => sum + cpuMilliseconds(pid), 0)
  }

  /** Creates this many agents in addition to the admin. */
  async employ(count: number): Promise<Account[]> {
    const client = new pg.Client({ connectionString: this.#product.databaseUrl() })
    await client.connect()
    const { rows } = await client.query<{ email: string }>(
      `WITH employed AS (
         INSERT INTO users (id, role, name, sign_in_email, email_verified)
         SELECT gen_random_uuid(), 'AGENT', 'Agent ' || n, 'agent' || n || '@porchlight.test', TRUE FROM generate_series(1, $1) AS n
         RETURNING id, sign_in_email
       ), credentials AS (
         INSERT INTO account (id, user_id, account_id, provider_id, password)
         SELECT gen_random_uuid(), employed.id, employed.id::text, 'credential', (SELECT password FROM account LIMIT 1)
         FROM employed
       )
       SELECT sign_in_email AS email FROM employed ORDER BY id`,
      [count],
    )
    await client.end()
    return rows.map(({ email }) => ({ email, password: ADMIN.password }))
  }

  stop(): Promise<void> {
    return this.#product.stop()
  }
}
