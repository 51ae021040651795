import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { type Mock, vi } from 'vitest'

type HashPassword = (password: string) => Promise<string>

/** Outlives this module, which each test file loads again. */
const ofProcess = globalThis as { derivesKeysOnce?: boolean; hashPasswordOnce?: Mock<HashPassword> }

/**
 * Derives a key from the same password and salt only once in this process. Deriving is slow on purpose, and took a third of the
 * processor time of the database tests, most of it for the same few passwords. The keys are the real ones.
 */
export function deriveKeysOnce(): void {
  if (ofProcess.derivesKeysOnce) return
  ofProcess.derivesKeysOnce = true
  const { scrypt } = crypto
  const known = new Map<string, Promise<Buffer>>()
  crypto.scrypt = ((password, salt, length, options, done) => {
    const inputs = JSON.stringify([
      Buffer.from(password as string),
      Buffer.from(salt as string),
      length,
      options,
    ])
    const key =
      known.get(inputs) ??
      new Promise<Buffer>((resolve, reject) => {
        scrypt(password, salt, length, options, (error, derived) =>
          error ? reject(error) : resolve(derived),
        )
      })
    known.set(inputs, key)
    key.then(
      (derived) => done(null, Buffer.from(derived)),
      (error) => done(error, Buffer.alloc(0)),
    )
  }) as typeof scrypt
  syncBuiltinESMExports()
}

/**
 * Wraps a function that hashes passwords, so that it hashes each only once: equal passwords get the same salt. Returns the same
 * spy in the whole process, because Vitest makes a mock twice if two modules load it at once.
 */
export function hashEachOnce(hashPassword: HashPassword): Mock<HashPassword> {
  const known = new Map<string, Promise<string>>()
  ofProcess.hashPasswordOnce ??= vi.fn((password: string) => {
    const hash = known.get(password) ?? hashPassword(password)
    known.set(password, hash)
    return hash
  })
  return ofProcess.hashPasswordOnce
}
