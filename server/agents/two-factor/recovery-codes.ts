import { createHash, randomBytes } from 'node:crypto'
import { RECOVERY_CODES } from '@/contract/limits'

/** 32 letters and digits, 5 bits each, without lookalikes. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789'

/** 80 bits: too many to recover a code from its hash. */
const LENGTH = 16
const GROUP = 4

/** New codes as shown to the agent: `abcd-efgh-jkmn-pqrs`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
}

/** The stored hash of a code, regardless of how it was typed. */
export function hashOfRecoveryCode(code: string): Uint8Array<ArrayBuffer> {
  const typed = code.toLowerCase().replace(/[^a-z0-9]/g, '')
  return new Uint8Array(createHash('sha256').update(typed).digest())
}

function newRecoveryCode(): string {
  const letters = [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length])
  const starts = Array.from({ length: LENGTH / GROUP }, (_, index) => index * GROUP)
  return starts.map((start) => letters.slice(start, start + GROUP).join('')).join('-')
}
