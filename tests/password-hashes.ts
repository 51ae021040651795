import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

/**
 * Derives a key from the same password and salt only once in this process. Deriving is slow on purpose, and took a third of the
 * processor time of the database tests, most of it for the same few passwords. The keys are the real ones.
 */
export function deriveKeysOnce(): void {
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

/** Wraps a function that hashes passwords, so that it hashes each only once: equal passwords get the same salt. */
export function hashEachOnce(hashPassword: (password: string) => Promise<string>): typeof hashPassword {
  const known = new Map<string, Promise<string>>()
  return (password) => {
    const hash = known.get(password) ?? hashPassword(password)
    known.set(password, hash)
    return hash
  }
}
