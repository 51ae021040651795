import { describe, expect, it } from 'vitest'
import { readEnv } from './env'

/** The lines after the first: one for each variable. */
function complaints(given: Record<string, string>): string[] {
  try {
    readEnv(given)
    return []
  } catch (error) {
    return String((error as Error).message)
      .split('\n')
      .slice(1)
      .map((line) => line.trim())
  }
}

const wrong: Record<string, string[]> = {
  PORT: [
    '0',
    '65536',
    '-1',
    '3000.5',
    '0x10',
    '1e3',
    'http',
    '3000 4000',
    '"3000"',
    '٣٠٠٠',
    '99999999999999999999',
  ],
  HOST: ['http://localhost', '0.0.0.0:3000', '*', '999.1.1.1', '10.0.0', 'a b', '-x', 'x/y', '::1]'],
  PUBLIC_URL: [
    'chat.example.com',
    'ftp://example.com',
    'https://www.example.com/chat',
    'https://example.com/?a=1',
    'https://example.com/#x',
    'https://example.com?',
    'https://olga:secret@example.com',
    'https://olga@example.com',
    'https://*.example.com',
    'https://a.example.com, https://b.example.com',
    'https://example.com:99999',
    'https:/example.com',
    'https://exa mple.com',
    'https://example.com\\chat',
    '"https://example.com"',
  ],
  DATA_DIR: ['a\nb', 'a\0b', 'x'.repeat(901), 'ü'.repeat(451)],
  DATABASE_URL: [
    'mysql://db',
    'host=localhost dbname=x',
    '"postgresql://u:p4ssw0rd@h/db"',
    'postgresql://u:p#4ssw0rd@h/db',
    'postgresql://u:p/4ssw0rd@h/db',
    'postgresql://u:1/4ssw0rd@h/db',
    'postgresql://u:p?4ssw0rd@h/db',
    'postgresql://u:1?4ssw0rd@h/db',
    'postgresql://u:p 4ssw0rd@h/db',
    'postgresql://u:4ssw0rd@a:5432,b:5432/db',
    'postgresql://u:4ssw0rd@a,b/db',
    'postgresql://u:4ssw0rd@h:70000/db',
    'postgresql://u:4ssw0rd@h:port/db',
    'postgresql://u:4ssw0rd',
    'postgresql://u:4ssw0rd@h/db?schema=chat',
    'postgresql://u:4ssw0rd@h/db?options=-c%20search_path%3Dchat',
    'postgresql://u:4ssw0rd@h/db?sslmode=verify-full&sslrootcert=/no/such/file',
  ],
  ABLY_API_KEY: ['nonsense', 'app.key', 'app:secret', 'app.key:4ssw0rd extra'],
  ABLY_SIGNING_KEY: ['nonsense'],
  AUTH_SECRET: ['short', 'x'.repeat(40), 'aaaa'],
  TRUSTED_PROXIES: ['everywhere', '10.0.0.0/33', '10.0.0.1:80'],
  REALTIME_TOKEN_TTL_SECONDS: ['4', '3601', '1h'],
  KEEP_CONVERSATIONS_DAYS: ['0', '-1', '1.5', 'forever', '36501'],
  LIMIT_MESSAGES_PER_VISITOR: ['0', 'many', '1e3'],
  LOG_LEVEL: ['loud', 'INFO'],
}
const samples = Object.entries(wrong).flatMap(([name, values]) =>
  values.map((value) => [name, value] as const),
)

describe('an invalid value', () => {
  it.each(samples)('gets one sentence that names the variable: %s=%s', (name, value) => {
    const lines = complaints({ [name]: value })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(new RegExp(`^${name} (must|names|looks)\\b`))
    expect(lines[0]).not.toMatch(/4ssw0rd|\bat .*:\d+:\d+|Invalid|NaN|expected/)
  })

  it.each(['ftp://h', 'http://', 'http://h/path', 'a b', 'http://u:p@h', '-h', 'h/path'])(
    'includes an endpoint such as %s',
    (endpoint) => {
      const lines = complaints({ ABLY_API_KEY: 'a.b:c', ABLY_ENDPOINT: endpoint })
      expect(lines).toEqual([expect.stringMatching(/^ABLY_ENDPOINT must be a host name/)])
    },
  )

  it('gets a hint if it is quoted', () => {
    expect(complaints({ PORT: '"3000"' })[0]).toContain('quotes')
    expect(complaints({ DATABASE_URL: `'postgresql://h/db'` })[0]).toContain('quotes')
  })
})

describe('a valid value', () => {
  it.each([
    ['PORT', ' 8080 ', 8080],
    ['HOST', '::', '::'],
    ['HOST', '[::1]', '::1'],
    ['HOST', 'localhost', 'localhost'],
    ['HOST', 'chat-1.internal', 'chat-1.internal'],
    ['PUBLIC_URL', 'https://Chat.Example.com/', 'https://chat.example.com'],
    ['PUBLIC_URL', 'https://chat.example.com:443', 'https://chat.example.com'],
    ['PUBLIC_URL', 'http://[::1]:3300', 'http://[::1]:3300'],
    ['PUBLIC_URL', 'https://müller.example', 'https://xn--mller-kva.example'],
    ['DATA_DIR', '/srv/with $HOME and `ticks`', '/srv/with $HOME and `ticks`'],
    ['DATABASE_URL', 'postgres://u:p%23%2F%3F%40%25@h:5433/db?sslmode=disable', expect.any(String)],
    ['DATABASE_URL', 'postgresql://u@/db?host=/var/run/postgresql', expect.any(String)],
    ['DATABASE_URL', 'postgresql://u@%2Fvar%2Frun%2Fpostgresql/db', expect.any(String)],
    ['DATABASE_URL', 'postgresql://u:p@[::1]:5432/db', expect.any(String)],
    ['DATABASE_URL', 'postgresql://u:p@h/db?schema=public', expect.any(String)],
  ])('is read as intended: %s=%s', (name, value, meant) => {
    expect(readEnv({ [name]: value })).toMatchObject({ [name]: meant })
  })

  it('keeps the spaces of a password', () => {
    const password = ' a lamp on the porch '
    expect(readEnv({ ADMIN_EMAIL: 'olga@example.com', ADMIN_PASSWORD: password }).ADMIN_PASSWORD).toBe(
      password,
    )
  })
})
