import { inspect } from 'node:util'

/** A JSON Web Token with any signature, or a visitor's token in a header. */
export const TOKEN = /\beyJ[\w-]+\.[\w-]+\.[\w-]+|\bv1_[\w-]{43}/

/** Shorter secrets occur in logs by chance. */
const MIN_LENGTH = 8

const secrets = new Set<string>()
let lines: string[] = []

/** Declares a secret that no log line may contain: a password, a key, a cookie's value. */
export function rememberSecret(...some: (string | undefined)[]): void {
  for (const secret of some) if (secret !== undefined && secret.length >= MIN_LENGTH) secrets.add(secret)
}

/** Captures everything logged from now on, at every level. Other output is not affected. */
export function watchLog({ isShown }: { isShown: boolean }): void {
  const write = process.stderr.write.bind(process.stderr)
  process.stderr.write = ((chunk: unknown, ...rest: never[]) => {
    const isLogged = typeof chunk === 'string' && chunk.startsWith('{"time":')
    if (isLogged) lines.push(chunk)
    return isLogged && !isShown ? true : write(chunk as string, ...rest)
  }) as typeof process.stderr.write
}

/** Fails the test that logged a secret. */
export function assertNoSecretLogged(): void {
  const written = lines
  lines = []
  for (const line of written) {
    const found = TOKEN.test(line) || [...secrets].some((secret) => line.includes(secret))
    if (found) throw new Error(`A secret was logged: ${inspect(line)}`)
  }
}
