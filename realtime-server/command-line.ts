import { parseArgs } from 'node:util'
import {
  defaultLimits,
  defaultTimings,
  type KeyOptions,
  type NamespaceOptions,
  type RealtimeServerOptions,
} from './options'

/** What a command line asks for: to start a server, or to print help. */
export type CommandLine =
  | { help: true }
  | { help: false; host: string; port: number; options: RealtimeServerOptions }

/** An invalid command line. The message is for the person who typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const numbers = { ...defaultLimits, ...defaultTimings }
const flagOf = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** What `--help` prints. Limits and timings come from `options.ts`, which explains each. */
export const usage = `Usage: npm run realtime -- [options]

  --host <address>              where to listen (default 127.0.0.1)
  --port <number>               where to listen (default 8080; 0 for any)
  --key <app.key:secret>        a key that may connect; repeat it for more. Also: REALTIME_KEYS, separated by commas
  --persisted <namespace>       keep the history of these channels for days; repeat it for more
  --mutable-messages <namespace>  allow messages of these channels to be changed and deleted; repeat it for more
  --connection-secret <text>    signs connection keys in place of the keys' secrets. Also: REALTIME_CONNECTION_SECRET
  --state-file <path>           write logs and presence here when stopped, so that clients resume after a restart
  --allow-keys-over-plain-http  accept keys without TLS from other machines
  --provisioning                let anyone create apps with POST /apps, as the tests of client libraries do
  --help                        print this

Limits (bytes or counts) and timings (milliseconds), with their defaults; Infinity switches a limit off:

${Object.entries(numbers)
  .map(([name, value]) => `  --${flagOf(name).padEnd(28)}${value}`)
  .join('\n')}
`

/**
 * Parses command-line arguments and the environment.
 *
 * @throws UsageError
 */
export function readCommandLine(
  args: readonly string[],
  environment: Record<string, string | undefined>,
): CommandLine {
  const { help, host, port, key, persisted, provisioning, ...rest } = parse(args)
  if (help) return { help: true }

  const keys = [...key, ...(environment.REALTIME_KEYS ?? '').split(',').filter(Boolean)].map(readKey)
  if (keys.length === 0 && !provisioning)
    throw new UsageError('Pass a key, such as --key app.key:secret, or --provisioning')
  const mutable = rest['mutable-messages']
  const stateFile = rest['state-file']
  const connectionSecret = rest['connection-secret'] ?? environment.REALTIME_CONNECTION_SECRET
  return {
    help: false,
    host,
    port: readPort(port),
    options: {
      keys,
      provisioning,
      allowKeysOverPlainHttp: rest['allow-keys-over-plain-http'],
      namespaces: namespacesOf(persisted, mutable),
      ...(connectionSecret !== undefined && { connectionSecret }),
      ...(stateFile !== undefined && { stateFile }),
      limits: numbersOf(rest, Object.keys(defaultLimits)),
      timings: numbersOf(rest, Object.keys(defaultTimings)),
    },
  }
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: '8080' },
        key: { type: 'string', multiple: true, default: [] },
        persisted: { type: 'string', multiple: true, default: [] },
        'mutable-messages': { type: 'string', multiple: true, default: [] },
        'connection-secret': { type: 'string' },
        'state-file': { type: 'string' },
        'allow-keys-over-plain-http': { type: 'boolean', default: false },
        provisioning: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        ...Object.fromEntries(Object.keys(numbers).map((name) => [flagOf(name), { type: 'string' }])),
      },
    })
    return values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function readKey(text: string): KeyOptions {
  const [, name, secret] = /^([\w-]+\.[\w-]+):(.+)$/s.exec(text) ?? []
  if (name === undefined || secret === undefined) throw new UsageError('A key looks like app.key:secret')
  return { name, secret }
}

function readPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new UsageError(`--port must be between 0 and 65535, not ${text}`)
  return Number(text)
}

function namespacesOf(persisted: readonly string[], mutable: readonly string[]): NamespaceOptions[] {
  return [...new Set([...persisted, ...mutable])].map((id) => ({
    id,
    persisted: persisted.includes(id),
    mutableMessages: mutable.includes(id),
  }))
}

function numbersOf(values: Record<string, unknown>, names: readonly string[]): Record<string, number> {
  const given = names.filter((name) => values[flagOf(name)] !== undefined)
  return Object.fromEntries(given.map((name) => [name, readNumber(name, String(values[flagOf(name)]))]))
}

function readNumber(name: string, text: string): number {
  if (text === 'Infinity' && name in defaultLimits) return Number.POSITIVE_INFINITY
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--${flagOf(name)} must be a whole number, not ${text}`)
  return Number(text)
}
