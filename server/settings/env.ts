import { isIP } from 'node:net'
import * as z from 'zod'
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@/contract/limits'
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
  .min(32, 'must have at least 32 characters; make one with: openssl rand -base64 32')
  .refine(isNoPlaceholder, 'looks like a placeholder')

const networks = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .refine((list) => list.every(isNetwork), 'must be addresses or networks, as in 10.0.0.0/8,127.0.0.1')

/** As requests write them: in lower case, letters of other alphabets as punycode. */
const hostNames = z
  .string()
  .transform((text) => text.split(',').map((one) => hostNameOf(one.trim())))
  .pipe(z.array(z.string('must be host names without scheme, port or path, as in porchlight.lan,chat')))

const failPointChances = z
  .string()
  .regex(
    /^([a-z_]+:(0(\.\d+)?|1))(,[a-z_]+:(0(\.\d+)?|1))*$/,
    'must look like after_commit:0.004,before_reply:0.01',
  )
  .transform((text) => Object.fromEntries(text.split(',').map((part) => part.split(':'))))
  .pipe(z.partialRecord(z.enum(failPoints, `must name one of ${failPoints.join(', ')}`), z.coerce.number()))

/** A limit of a hundred years is a slip of the finger. */
const days = wholeNumber(1, 36_500).optional()

/** Every setting. The descriptions are the documentation: `.env.example` repeats them, and a test compares. */
const schema = z
  .object({
    PORT: wholeNumber(1, 65_535).default(3000).describe('The port to listen on.'),
    HOST: listenAddress
      .default('127.0.0.1')
      .describe('The address to listen on. 0.0.0.0 lets other machines in.'),
    PUBLIC_URL: publicOrigin
      .optional()
      .describe(
        'The address people use, behind a proxy too: https://chat.example.com. Unset: whatever they called.',
      ),
    ALLOWED_HOSTS: hostNames
      .optional()
      .describe(
        'More host names that people or proxies call us by. Addresses of this machine need none. Unset: PUBLIC_URL’s alone.',
      ),
    TRUSTED_PROXIES: networks
      .optional()
      .describe(
        'Proxies in front of us, as addresses or networks: only what they forward is believed. Unset: nobody.',
      ),
    DATA_DIR: folderName
      .default('.data')
      .describe('The folder for the embedded database. A container needs it on a volume.'),
    DATABASE_URL: databaseAddress
      .optional()
      .describe('A PostgreSQL 15 or newer. Unset: our own, in the data folder.'),
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
        'Another service that speaks Ably’s protocol: a host name, or http://host:port. Needs ABLY_API_KEY.',
      ),
    AUTH_SECRET: secret
      .optional()
      .describe('Signs the agents’ cookies. Unset: made once, kept in the database.'),
    ADMIN_EMAIL: z
      .email('must be an e-mail address')
      .optional()
      .describe('Creates the first admin at start, together with ADMIN_PASSWORD. Unset: /setup asks.'),
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
        'Lets agents sign in with the company’s account: the issuer of an OpenID Connect provider. Needs the two below and PUBLIC_URL.',
      ),
    OIDC_CLIENT_ID: z
      .string()
      .max(255, 'must have at most 255 characters')
      .optional()
      .describe('What the provider calls Porchlight.'),
    OIDC_CLIENT_SECRET: z
      .string()
      .max(1024, 'must have at most 1024 characters')
      .refine(isNoPlaceholder, 'looks like a placeholder')
      .optional()
      .describe('The secret that the provider has made for Porchlight.'),
    OIDC_ALLOWED_DOMAINS: mailDomains
      .optional()
      .describe(
        'Who has a verified e-mail address of these domains becomes an agent by signing in. Unset: only who is invited.',
      ),
    OIDC_NAME: z
      .string()
      .max(40, 'must have at most 40 characters')
      .refine((text) => !/\p{Cc}/u.test(text), 'must not contain control characters')
      .optional()
      .describe('What the button calls the provider: Continue with …. Unset: the issuer’s host name.'),
    REALTIME_TOKEN_TTL_SECONDS: wholeNumber(5, 3_600)
      .default(3_600)
      .describe('How long a browser’s realtime token lives, in seconds. Browsers renew it by themselves.'),
    FAILPOINT: failPointChances
      .optional()
      .describe('For crash tests only: where the process kills itself, and how often. Unset: nowhere.'),
    ...limitSettings,
    KEEP_CONVERSATIONS_DAYS: days.describe(
      'Deletes closed conversations without activity for so many days, and visitors left without any. Unset: never.',
    ),
    KEEP_CONTACTS_DAYS: days.describe(
      'Forgets who visitors are, by name, address and browser, so many days after their last closed conversation. Unset: never.',
    ),
    KEEP_AUDIT_DAYS: wholeNumber(1, 36_500)
      .default(730)
      .describe('Deletes entries of the audit (who invited whom, who changed a role) after so many days.'),
    LOG_LEVEL: z
      .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
      .default('info')
      .describe('The least severe log line to write.'),
  })
  .check(({ value, issues }) => {
    if ((value.ADMIN_EMAIL === undefined) !== (value.ADMIN_PASSWORD === undefined)) {
      const missing = value.ADMIN_EMAIL === undefined ? 'ADMIN_EMAIL' : 'ADMIN_PASSWORD'
      issues.push({ code: 'custom', input: value, path: [missing], message: 'is needed with the other one' })
    }
    if (value.ABLY_ENDPOINT !== undefined && value.ABLY_API_KEY === undefined) {
      issues.push({
        code: 'custom',
        input: value,
        path: ['ABLY_API_KEY'],
        message: 'is needed with ABLY_ENDPOINT',
      })
    }
    for (const [name, message] of unmetNeedsOfOidc(value))
      issues.push({ code: 'custom', input: value, path: [name], message })
  })

/** Half of them would show a button that leads nowhere. */
function unmetNeedsOfOidc(value: { [name: string]: unknown }): [name: string, message: string][] {
  const needed = ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PUBLIC_URL']
  if (value.OIDC_ISSUER !== undefined)
    return needed
      .filter((name) => value[name] === undefined)
      .map((name) => [name, 'is needed with OIDC_ISSUER'])
  return Object.keys(value)
    .filter((name) => name.startsWith('OIDC_') && value[name] !== undefined)
    .map((name) => [name, 'is of no use without OIDC_ISSUER'])
}

function isNoPlaceholder(text: string): boolean {
  return !/^(.)\1*$|change.?me|example|placeholder|your.?(secret|password)/i.test(text)
}

function hostNameOf(text: string): string | null {
  if (/[*:/?#@]/.test(text) || !URL.canParse(`http://${text}/`)) return null
  return new URL(`http://${text}/`).hostname.replace(/(?<=.)\.$/, '')
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128))
}

export type Env = z.output<typeof schema>

/** The settings by name: what each is for. */
export const settings: Record<string, string> = Object.fromEntries(
  Object.entries(schema.shape).map(([name, field]) => [name, field.description ?? '']),
)

/** Settings that cannot be used. `message` has a line for every variable to fix. */
export class EnvError extends Error {
  override readonly name = 'EnvError'
}

/** Settings whose blanks may be meant. */
const VERBATIM = new Set(['ADMIN_PASSWORD', 'AUTH_SECRET'])

/**
 * Reads the settings. An empty value counts as unset, and blanks around one do not count.
 *
 * @throws EnvError with one line for every variable that is wrong, not only the first
 */
export function readEnv(variables: Record<string, string | undefined>): Env {
  const given: Record<string, string> = {}
  for (const [name, value = ''] of Object.entries(variables)) {
    const meant = VERBATIM.has(name) ? value : value.trim()
    if (meant.trim() !== '') given[name] = meant
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

/** The settings of this process: what `main.ts` has provided, or the environment as it is. */
export function env(): Env {
  provided.env ??= readEnv(process.env)
  return provided.env
}

/** From now on {@link env} answers this: the settings with what was generated for those that were not set. */
export function provideEnv(complete: Env): void {
  provided.env = complete
}
