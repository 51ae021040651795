import pg from 'pg'
import { env } from '@/server/settings/env'

/** A server that hangs does not keep the limit that it was given. How much longer we wait for it. */
const ANSWER_GRACE_MS = 1_000

type ImpatientConfig = pg.ClientConfig & { statement_timeout: number }

/**
 * A connection to the database of the settings. Gives up a server that does not answer, and itself with it: what was
 * asked there may still be done, in a transaction that nobody ends, so nothing may follow it.
 *
 * Learns the address only when it is made: modules are loaded, by the build too, before there is a database.
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
    this.query = ((...asked: Parameters<typeof query>) => {
      this.#expectAnswer()
      return query(...asked)
    }) as typeof this.query
  }

  #expectAnswer(): void {
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => void this.end(), this.#longestSilenceMs)
  }
}

/** The address of the database, for those who need a connection of their own. */
export function databaseUrl(): string {
  const url = env().DATABASE_URL
  if (url === undefined) throw new Error('DATABASE_URL is not set: start with `npm start`')
  return url
}
