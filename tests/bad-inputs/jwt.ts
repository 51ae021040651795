import { createHmac } from 'node:crypto'

/** A token as the catalogue describes it: valid, or wrong in one way. */
export type JwtSpec = {
  alg?: string
  kid?: string
  /** Extra header fields, such as `jku`. */
  header?: Record<string, unknown>
  /** The name of the signing secret. */
  key?: string
  /** Overrides of the default claims. An `iat` such as `"+600"` is that many seconds ahead. */
  claims?: Record<string, unknown>
  /** Claims to omit. */
  drop?: string[]
}

/** @throws Error for an unknown secret name */
export function signJwt(spec: JwtSpec, secrets: Record<string, string>): string {
  const alg = spec.alg ?? 'HS256'
  const signed = [{ typ: 'JWT', alg, kid: spec.kid, ...spec.header }, claimsOf(spec)].map(encode).join('.')
  if (alg === 'none') return `${signed}.`

  const secret = secrets[spec.key ?? 'right']
  if (secret === undefined) throw new Error(`The fixtures have no secret ${spec.key ?? 'right'}`)
  const hash = alg === 'HS512' ? 'sha512' : 'sha256'
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`
}

function claimsOf({ claims = {}, drop = [] }: JwtSpec): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000)
  const all: Record<string, unknown> = {
    iat: now,
    exp: now + 600,
    'x-ably-capability': '{"support:conversation:x":["subscribe"]}',
    ...claims,
  }
  if (typeof all.iat === 'string') all.iat = now + Number(all.iat)
  return Object.fromEntries(Object.entries(all).filter(([name]) => !drop.includes(name)))
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
