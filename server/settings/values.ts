import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'
import { parse } from 'pg-connection-string'
import * as z from 'zod'
import { parseUrl } from '@/contract/parse-url'

/** A whole number in decimal digits. `Number` alone would also accept `0x10`, `1e3` and spaces. */
export function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d+$/, message)
    .transform(Number)
    .refine((number) => number >= least && number <= most, message)
}

/** What to listen on: an address of this machine, or a name for one. */
export const listenAddress = z
  .string()
  .transform((text) => /^\[(.+)\]$/.exec(text)?.[1] ?? text)
  .refine(
    (text) =>
      isIP(text) !== 0 || (/^[a-z0-9_]([a-z0-9._-]{0,252}[a-z0-9_])?$/i.test(text) && !/^[\d.]+$/.test(text)),
    'must be only an address or a host name, such as 0.0.0.0, :: or localhost; set the port with PORT',
  )

/** The public origin. Rejects anything beyond an origin, which would be ignored. */
export const publicOrigin = z
  .string()
  .refine(
    isOrigin,
    'must be an http or https address without path, query or user, such as https://chat.example.com',
  )
  .transform((url) => new URL(url).origin)

function isOrigin(text: string): boolean {
  const url = /^https?:\/\/[^\s\\]+$/i.test(text) ? parseUrl(text) : null
  if (url === null) return false
  const { hostname, pathname, username, password } = url
  const isHost = /^([\p{L}\p{N}._-]+|\[[0-9a-f:.]+\])$/iu.test(hostname)
  return isHost && pathname === '/' && username === '' && password === '' && !/[?#@]/.test(text)
}

/** The issuer of an OpenID Connect provider. Not normalized, because its tokens must match it exactly. */
export const issuerAddress = z
  .string()
  .refine(
    (text) => !text.includes('/.well-known/'),
    'must end before /.well-known/; the rest is added automatically',
  )
  .refine(
    isIssuer,
    'must be the https address of the issuer without query or user, such as https://login.example.com/realms/company',
  )

function isIssuer(text: string): boolean {
  const url = /^https?:\/\/[^\s\\?#@]+$/i.test(text) ? parseUrl(text) : null
  return url !== null && (url.protocol === 'https:' || isLoopback(text))
}

/** Whether an address is on this machine, so that requests to it need no encryption. */
export function isLoopback(address: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(address).hostname)
}

/** E-mail domains, normalized: in lower case, with non-ASCII letters as punycode. */
export const mailDomains = z
  .string()
  .transform((text) => text.split(',').map((one) => domainToASCII(one.trim())))
  .refine(
    (domains) => domains.every((domain) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)),
    'must be the part of your addresses after the @, such as example.com,example.org; list subdomains separately',
  )

/** The name of a folder, which may not exist yet. */
export const folderName = z
  .string()
  // PostgreSQL truncates paths at 1,024 bytes, and appends its own names.
  .refine((text) => Buffer.byteLength(text) <= 900, 'must not be longer than 900 bytes')
  .refine((text) => !/\p{Cc}/u.test(text), 'must not contain line breaks or other control characters')

/** Another service that speaks Ably's protocol: a host name, or an address without path. */
export const realtimeEndpoint = z
  .string()
  .refine(
    (text) => (/:\/\//.test(text) ? isOrigin(text) : /^[a-z0-9]([a-z0-9.:-]*[a-z0-9])?$/i.test(text)),
    'must be a host name, or an address such as http://127.0.0.1:8080',
  )

const ENCODED =
  'must look like postgresql://user:password@host:5432/database, with one host and characters such as # / ? @ % in the password percent-encoded (# is %23)'

/** The address of one PostgreSQL server, as parsed by `pg`. Messages never repeat it, because it contains a password. */
export const databaseAddress = z.string().superRefine((text, context) => {
  const message = databaseAddressProblem(text)
  if (message !== null) context.addIssue({ code: 'custom', message })
})

function databaseAddressProblem(text: string): string | null {
  if (!/^postgres(ql)?:\/\//i.test(text)) return 'must start with postgresql://, without quotes'
  const [, rest = ''] = /^[^:]+:\/\/[^/?#]*(.*)$/.exec(text) ?? []
  if (/[\s#]/.test(text) || rest.includes('@')) return ENCODED
  let config: ReturnType<typeof parse>
  try {
    config = parse(text)
  } catch (error) {
    const { path } = error as NodeJS.ErrnoException
    return path === undefined ? ENCODED : `names a file that cannot be read: ${path}`
  }
  const { schema, options } = config as { schema?: string; options?: string }
  if (/[,\s]/.test(config.host ?? '')) return ENCODED
  if (schema !== undefined && schema !== 'public')
    return 'must not set a schema: Porchlight keeps its tables in public. Use a separate database'
  if (options !== undefined)
    return 'must not have options=…: set them for the role in the database, with ALTER ROLE … SET …'
  return null
}
