import { isIP } from 'node:net'
import * as z from 'zod'
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@/contract/limits'
import { parseUrl } from '@/contract/parse-url'
import { failPoints } from '@/server/fail-point'
import { processWide } from '@/server/process-wide'
import { limitSettings } from './limits'
import {
  databaseAddress,
  folderName,
  issuerAddress,
  listenAddress,
  mailDomains,
  publicOrigin,
  realtimeEndpoint,
  wholeNumber,
} from './values'

const secret = z
  .string()
  .min(32, 'must have at least 32 characters; generate one with: openssl rand -base64 32')
  .refine(isNoPlaceholder, 'looks like a placeholder')

const networks = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .refine((list) => list.every(isNetwork), 'must be addresses or networks, such as 10.0.0.0/8,127.0.0.1')

/** Normalized as in requests: in lower case, with non-ASCII letters as punycode. */
const hostNames = z
  .string()
  .transform((text) => text.split(',').map((one) => hostNameOf(one.trim())))
  .pipe(z.array(z.string('must be host names without scheme, port or path, such as porchlight.lan,chat')))

const failPointChances = z
  .string()
  .regex(
    /^([a-z_]+:(0(\.\d+)?|1))(,[a-z_]+:(0(\.\d+)?|1))*$/,
    'must look like after_commit:0.004,before_reply:0.01',
  )
  .transform((text) => Object.fromEntries(text.split(',').map((part) => part.split(':'))))
  .pipe(z.partialRecord(z.enum(failPoints, `must name one of ${failPoints.join(', ')}`), z.coerce.number()))

/** More than a hundred years would be a typo. */
const days = wholeNumber(1, 36_500).optional()

/** Every setting. Descriptions are repeated in `.env.example`; a test keeps them in sync. */
const schema = z
  .object({
    PORT: wholeNumber(1, 65_535).default(3000).describe('The port to listen on.'),
    HOST: listenAddress
      .default('127.0.0.1')
      .describe('The address to listen on. 0.0.0.0 accepts connections from other machines.'),
    PUBLIC_URL: publicOrigin
      .optional()
      .describe(
        'The address people use, including behind a proxy: https://chat.example.com. Unset: the requested address.',
      ),
    ALLOWED_HOSTS: hostNames
      .optional()
      .describe(
        'Additional host names that people or proxies use. Not needed for addresses of this machine. Unset: only PUBLIC_URL’s.',
      ),
    TRUSTED_PROXIES: networks
      .optional()
      .describe(
        'Proxies in front of Porchlight, as addresses or networks: only their forwarding headers are trusted. Unset: none.',
      ),
    DATA_DIR: folderName
      .default('.data')
      .describe('The folder for the embedded database. In a container, put it on a volume.'),
    DATABASE_URL: databaseAddress
      .optional()
      .describe('PostgreSQL 15 or newer. Unset: the embedded one, in the data folder.'),
    ABLY_API_KEY: z
      .string()
      .regex(/^[^.:\s]+\.[^.:\s]+:[^:\s]+$/, 'must look like appId.keyId:secret')
      .optional()
      .describe('An Ably key, appId.keyId:secret. Unset: the embedded realtime server.'),
    ABLY_SIGNING_KEY: z
      .string()
      .regex(/^[^.:\s]+\.[^.:\s]+:[^:\s]+$/, 'must look like appId.keyId:secret')
      .optional()
      .describe('A weaker Ably key that signs the browsers’ tokens. Unset: ABLY_API_KEY signs them too.'),
    ABLY_ENDPOINT: realtimeEndpoint
      .optional()
      .describe(
        'Another service that speaks Ably’s protocol: a host name, or http://host:port. Requires ABLY_API_KEY.',
      ),
    AUTH_SECRET: secret
      .optional()
      .describe('Signs agents’ cookies. Unset: generated once and stored in the database.'),
    ADMIN_EMAIL: z
      .email('must be an e-mail address')
      .optional()
      .describe('Creates the first admin at start-up, together with ADMIN_PASSWORD. Unset: use /setup.'),
    ADMIN_PASSWORD: z
      .string()
      .min(MIN_PASSWORD_LENGTH, `must have at least ${MIN_PASSWORD_LENGTH} characters`)
      .max(MAX_PASSWORD_LENGTH, `must have at most ${MAX_PASSWORD_LENGTH} characters`)
      .refine(isNoPlaceholder, 'looks like a placeholder')
      .optional()
      .describe('The first admin’s password.'),
    OIDC_ISSUER: issuerAddress
      .optional()
      .describe(
        'Lets agents sign in with a company account: the issuer of an OpenID Connect provider. Requires the next ' +
          'two and PUBLIC_URL.',
      ),
    OIDC_CLIENT_ID: z
      .string()
      .max(255, 'must have at most 255 characters')
      .optional()
      .describe('Porchlight’s client id at the provider.'),
    OIDC_CLIENT_SECRET: z
      .string()
      .max(1024, 'must have at most 1024 characters')
      .refine(isNoPlaceholder, 'looks like a placeholder')
      .optional()
      .describe('Porchlight’s client secret at the provider.'),
    OIDC_ALLOWED_DOMAINS: mailDomains
      .optional()
      .describe(
        'People with a verified e-mail address in these domains become agents by signing in. Unset: only invited people.',
      ),
    OIDC_NAME: z
      .string()
      .max(40, 'must have at most 40 characters')
      .refine((text) => !/\p{Cc}/u.test(text), 'must not contain control characters')
      .optional()
      .describe('The provider’s name on the button: Continue with …. Unset: the issuer’s host name.'),
    REALTIME_TOKEN_TTL_SECONDS: wholeNumber(5, 3_600)
      .default(3_600)
      .describe('Lifetime of browsers’ realtime tokens, in seconds. Browsers renew them automatically.'),
    FAILPOINT: failPointChances
      .optional()
      .describe(
        'For crash tests only: where the process kills itself, and with what probability. Unset: nowhere.',
      ),
    ...limitSettings,
    KEEP_CONVERSATIONS_DAYS: days.describe(
      'Deletes closed conversations after this many days without activity, and visitors left without any. Unset: never.',
    ),
    KEEP_CONTACTS_DAYS: days.describe(
      'Deletes visitors’ names, addresses and browser details this many days after their last closed conversation. Unset: never.',
    ),
    KEEP_AUDIT_DAYS: wholeNumber(1, 36_500)
      .default(730)
      .describe('Deletes audit log entries (who invited whom, who changed a role) after this many days.'),
    LOG_LEVEL: z
      .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
      .default('info')
      .describe('The least severe log line to write.'),
  })
  .check(({ value, issues }) => {
    if ((value.ADMIN_EMAIL === undefined) !== (value.ADMIN_PASSWORD === undefined)) {
      const missing = value.ADMIN_EMAIL === undefined ? 'ADMIN_EMAIL' : 'ADMIN_PASSWORD'
      issues.push({
        code: 'custom',
        input: value,
        path: [missing],
        message: 'must be set together with the other one',
      })
    }
    if (value.ABLY_ENDPOINT !== undefined && value.ABLY_API_KEY === undefined) {
      issues.push({
        code: 'custom',
        input: value,
        path: ['ABLY_API_KEY'],
        message: 'is required with ABLY_ENDPOINT',
      })
    }
    for (const [name, message] of oidcIssues(value))
      issues.push({ code: 'custom', input: value, path: [name], message })
  })

/** An incomplete set would show a button that does not work. */
function oidcIssues(value: { [name: string]: unknown }): [name: string, message: string][] {
  const required = ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PUBLIC_URL']
  if (value.OIDC_ISSUER !== undefined)
    return required
      .filter((name) => value[name] === undefined)
      .map((name) => [name, 'is required with OIDC_ISSUER'])
  return Object.keys(value)
    .filter((name) => name.startsWith('OIDC_') && value[name] !== undefined)
    .map((name) => [name, 'has no effect without OIDC_ISSUER'])
}

function isNoPlaceholder(text: string): boolean {
  return !/^(.)\1*$|change.?me|example|placeholder|your.?(secret|password)/i.test(text)
}

function hostNameOf(text: string): string | null {
  if (/[*:/?#@]/.test(text)) return null
  return parseUrl(`http://${text}/`)?.hostname.replace(/(?<=.)\.$/, '') ?? null
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128))
}

export type Env = z.output<typeof schema>

/** The description of each setting, by name. */
export const settings: Record<string, string> = Object.fromEntries(
  Object.entries(schema.shape).map(([name, field]) => [name, field.description ?? '']),
)

/** Invalid settings. `message` has a line for every variable to fix. */
export class EnvError extends Error {
  override readonly name = 'EnvError'
}

/** Settings in which surrounding spaces may be intentional. */
const VERBATIM = new Set(['ADMIN_PASSWORD', 'AUTH_SECRET'])

/**
 * Reads the settings. Empty values count as unset, and surrounding spaces are ignored.
 *
 * @throws EnvError with a line for every invalid variable, not only the first
 */
export function readEnv(variables: Record<string, string | undefined>): Env {
  const given: Record<string, string> = {}
  for (const [name, value = ''] of Object.entries(variables)) {
    const trimmed = VERBATIM.has(name) ? value : value.trim()
    if (trimmed.trim() !== '') given[name] = trimmed
  }
  const result = schema.safeParse(given)
  if (result.success) return result.data

  const messages = new Map<string, string>()
  for (const { path, message } of result.error.issues) {
    const name = String(path[0])
    const isQuoted = /^(["'`]).*\1$/s.test(given[name] ?? '')
    if (!messages.has(name))
      messages.set(name, isQuoted ? `${message}; the quotes are part of the value` : message)
  }
  const lines = [...messages].map(([name, message]) => `  ${name} ${message}`)
  throw new EnvError(`These settings need fixing, in the environment or in .env:\n${lines.join('\n')}`)
}

const provided = processWide('env', () => ({ env: null as Env | null }))

/** This process's settings: those from {@link provideEnv}, or else the environment. */
export function env(): Env {
  provided.env ??= readEnv(process.env)
  return provided.env
}

/** Makes {@link env} return these settings, completed with generated values. */
export function provideEnv(complete: Env): void {
  provided.env = complete
}
