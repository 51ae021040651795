import pg from 'pg'
import { env } from '@/server/settings/env'

/** How much longer than the statement timeout to wait: a hanging server does not enforce its own timeout. */
const ANSWER_GRACE_MS = 1_000

type ImpatientConfig = pg.ClientConfig & { statement_timeout: number }

/**
 * A connection to the configured database. Closes itself if the server does not respond: the statement may still run, in a
 * transaction that nothing ends, so the connection must not be reused.
 *
 * Reads the address only on construction, because modules are loaded (by the build, too) before there is a database.
 */
export class ImpatientClient extends pg.Client {
  readonly #longestSilenceMs: number
  #silence: NodeJS.Timeout | undefined

  constructor(config: ImpatientConfig) {
    super({ ...config, connectionString: databaseUrl() })
    this.#longestSilenceMs = config.statement_timeout + ANSWER_GRACE_MS
    this.on('drain', () => clearTimeout(this.#silence))
    this.on('end', () => clearTimeout(this.#silence))
    const query = this.query.bind(this)
    this.query = ((...args: Parameters<typeof query>) => {
      this.#expectAnswer()
      return query(...args)
    }) as typeof this.query
  }

  #expectAnswer(): void {
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => void this.end(), this.#longestSilenceMs)
  }
}

/** The database's address, for code that needs its own connection. */
export function databaseUrl(): string {
  const url = env().DATABASE_URL
  if (url === undefined) throw new Error('DATABASE_URL is not set: start with `npm start`')
  return url
}
