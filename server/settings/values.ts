import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'
import { parse } from 'pg-connection-string'
import * as z from 'zod'

/** A whole number in decimal digits, which `Number` alone would read out of much else: `0x10`, `1e3`, a blank. */
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
    'must be an address or a host name alone, as in 0.0.0.0, :: or localhost; the port is PORT',
  )

/** The origin that people use, without anything that would be lost. */
export const publicOrigin = z
  .string()
  .refine(
    isOrigin,
    'must be an http or https address without path, query or user, as in https://chat.example.com',
  )
  .transform((url) => new URL(url).origin)

function isOrigin(text: string): boolean {
  if (!/^https?:\/\/[^\s\\]+$/i.test(text) || !URL.canParse(text)) return false
  const { hostname, pathname, username, password } = new URL(text)
  const isHost = /^([\p{L}\p{N}._-]+|\[[0-9a-f:.]+\])$/iu.test(hostname)
  return isHost && pathname === '/' && username === '' && password === '' && !/[?#@]/.test(text)
}

/** An OpenID Connect provider, as it names itself. Nothing is normalised, because its tokens repeat the name letter by letter. */
export const issuerAddress = z
  .string()
  .refine(
    (text) => !text.includes('/.well-known/'),
    'must end before /.well-known/: the rest of that address is found by itself',
  )
  .refine(
    isIssuer,
    'must be the https address of the issuer without query or user, as in https://login.example.com/realms/company',
  )

function isIssuer(text: string): boolean {
  if (!/^https?:\/\/[^\s\\?#@]+$/i.test(text) || !URL.canParse(text)) return false
  return new URL(text).protocol === 'https:' || isLoopback(text)
}

/** Whether an address is one of this machine: what is sent there needs no encryption. */
export function isLoopback(address: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(address).hostname)
}

/** What stands behind the @ of e-mail addresses, in lower case and letters of other alphabets as punycode. */
export const mailDomains = z
  .string()
  .transform((text) => text.split(',').map((one) => domainToASCII(one.trim())))
  .refine(
    (domains) => domains.every((domain) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)),
    'must be what stands behind the @ of your addresses, as in example.com,example.org; subdomains count on their own',
  )

/** A folder, as far as a name can tell. */
export const folderName = z
  .string()
  // PostgreSQL cuts names at 1,024 bytes, and puts its own into it.
  .refine((text) => Buffer.byteLength(text) <= 900, 'must not be longer than 900 bytes')
  .refine((text) => !/\p{Cc}/u.test(text), 'must not contain line breaks or other control characters')

/** Another service that speaks Ably's protocol: a name, or an address without path. */
export const realtimeEndpoint = z
  .string()
  .refine(
    (text) => (/:\/\//.test(text) ? isOrigin(text) : /^[a-z0-9]([a-z0-9.:-]*[a-z0-9])?$/i.test(text)),
    'must be a host name, or an address as in http://127.0.0.1:8080',
  )

const ENCODED =
  'must look like postgresql://user:password@host:5432/database, with one host and characters such as # / ? @ % in the password percent-encoded (# is %23)'

/** The address of one PostgreSQL, as `pg` reads it. The messages never repeat it: it holds a password. */
export const databaseAddress = z.string().superRefine((text, context) => {
  const message = whyNoDatabaseAddress(text)
  if (message !== null) context.addIssue({ code: 'custom', message })
})

function whyNoDatabaseAddress(text: string): string | null {
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
    return 'must not name a schema: Porchlight keeps its tables in public. Use a database of its own'
  if (options !== undefined)
    return 'must not have options=…: give the account these settings in the database, with ALTER ROLE … SET …'
  return null
}
