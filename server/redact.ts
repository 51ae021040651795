import { env } from './settings/env'
import { nameSourceLines } from './source-lines'

const PATTERNS: [RegExp, string][] = [
  // A JSON Web Token.
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[hidden]'],
  // A visitor token from a header.
  [/\bv1_[\w-]{20,}/g, '[hidden]'],
  // A password in a URL.
  [/(\b\w+:\/\/[^\s:/@]+:)[^\s@]+@/g, '$1[hidden]@'],
  // A secret in a query or a cookie.
  [/\b((?:access_?token|key|token|secret|password|\w*porchlight[\w.]*)=)[^\s&;,"']+/gi, '$1[hidden]'],
  [/\b((?:Bearer|Basic) +)[\w.~+/=-]+/gi, '$1[hidden]'],
]

const SECRET_FIELDS = /token|secret|password|cookie|authorization|credential|^porchlight-visitor$/i

// JSON escapes the other control characters; a terminal would interpret these.
const CONTROLS = /[\u007f-\u009f\u2028\u2029]/gu

/** A `JSON.stringify` replacer for log lines: removes secrets, and writes an error as its trace. */
export function redactValue(key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (SECRET_FIELDS.test(key) && value !== null) return '[hidden]'
  if (value instanceof Error) return redact(nameSourceLines(value.stack ?? String(value)))
  return typeof value === 'string' ? redact(value) : value
}

/** Removes this process's secrets, and anything that looks like a secret. */
function redact(text: string): string {
  let result = text
  for (const secret of ownSecrets()) result = result.replaceAll(secret, '[hidden]')
  for (const [pattern, replacement] of PATTERNS) result = result.replace(pattern, replacement)
  return result.replace(CONTROLS, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function ownSecrets(): string[] {
  const { AUTH_SECRET, ADMIN_PASSWORD, ABLY_API_KEY, ABLY_SIGNING_KEY, OIDC_CLIENT_SECRET } = env()
  return [
    AUTH_SECRET,
    ADMIN_PASSWORD,
    ABLY_API_KEY?.split(':')[1],
    ABLY_SIGNING_KEY?.split(':')[1],
    OIDC_CLIENT_SECRET,
  ].filter((secret) => secret !== undefined && secret !== '') as string[]
}
