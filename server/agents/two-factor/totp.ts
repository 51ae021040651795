import { createHmac, timingSafeEqual } from 'node:crypto'

/** How long each code is shown, in seconds. */
const STEP_SECONDS = 30
const DIGITS = 6

/** How many steps a phone's clock may be behind or ahead. */
const TOLERATED_STEPS = 1

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The code of a time step: RFC 6238 with SHA-1 and six digits, which every authenticator app supports. */
export function totp(key: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const hmac = createHmac('sha1', key).update(counter).digest()
  const offset = (hmac.at(-1) ?? 0) & 15
  const number = hmac.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** The time step of a time in milliseconds. */
export function stepAt(time: number): number {
  return Math.floor(time / 1000 / STEP_SECONDS)
}

/** The newest step, within clock tolerance, that has this code, or `null`. */
export function findStep(key: Uint8Array, code: string, now: number): number | null {
  let found: number | null = null
  for (let distance = -TOLERATED_STEPS; distance <= TOLERATED_STEPS; distance += 1) {
    const step = stepAt(now) + distance
    const expected = Buffer.from(totp(key, step))
    const given = Buffer.from(code)
    if (given.byteLength === expected.byteLength && timingSafeEqual(given, expected)) found = step
  }
  return found
}

/** Base32 for typing into an authenticator app: RFC 4648 without padding. */
export function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => BASE32[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')
}

/** The content of the QR code for an authenticator app. */
export function totpUri(key: Uint8Array, account: string): string {
  const issuer = 'Porchlight'
  const query = new URLSearchParams({ secret: toBase32(key), issuer })
  return `otpauth://totp/${issuer}:${encodeURIComponent(account)}?${query}`
}
