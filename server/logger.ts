import { redactValue } from './redact'
import { env } from './settings/env'

const levels = ['debug', 'info', 'warn', 'error'] as const
type Level = (typeof levels)[number]
type Fields = Record<string, unknown>
type Logger = Record<Level, (fields: Fields, event: string) => void>

function subsystem(name: string): Logger {
  const write = (level: Level) => (fields: Fields, event: string) => {
    const threshold = env().LOG_LEVEL
    if (threshold === 'silent' || levels.indexOf(level) < levels.indexOf(threshold)) return

    const line = { time: new Date().toISOString(), level, subsystem: name, event, ...fields }
    process.stderr.write(`${JSON.stringify(line, redactValue)}\n`)
  }
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}

/** The app's loggers, by subsystem. They write one JSON object per line. Log ids and counts; never message text or tokens. */
export const log = {
  auth: subsystem('auth'),
  database: subsystem('database'),
  http: subsystem('http'),
  jobs: subsystem('jobs'),
  outbox: subsystem('outbox'),
  pages: subsystem('pages'),
  privacy: subsystem('privacy'),
  process: subsystem('process'),
  realtime: subsystem('realtime'),
}
