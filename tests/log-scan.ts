import { inspect } from 'node:util'

/** A JSON Web Token with any signature, or a visitor's token that is sent as a header. */
export const TOKEN = /\beyJ[\w-]+\.[\w-]+\.[\w-]+|\bv1_[\w-]{43}/

/** Shorter ones stand in a log by chance. */
const MIN_LENGTH = 8

const secrets = new Set<string>()
let lines: string[] = []

/** From now on this must stand in no line of the log: a password, a key, what a cookie holds. */
export function rememberSecret(...some: (string | undefined)[]): void {
  for (const secret of some) if (secret !== undefined && secret.length >= MIN_LENGTH) secrets.add(secret)
}

/** Collects what is logged from now on, every level of it. Everything else that is written goes its way. */
export function watchLog({ isShown }: { isShown: boolean }): void {
  const write = process.stderr.write.bind(process.stderr)
  process.stderr.write = ((chunk: unknown, ...rest: never[]) => {
    const isLogged = typeof chunk === 'string' && chunk.startsWith('{"time":')
    if (isLogged) lines.push(chunk)
    return isLogged && !isShown ? true : write(chunk as string, ...rest)
  }) as typeof process.stderr.write
}

/** Fails the test during which a secret was logged. */
export function assertNoSecretLogged(): void {
  const written = lines
  lines = []
  for (const line of written) {
    const found = TOKEN.test(line) || [...secrets].some((secret) => line.includes(secret))
    if (found) throw new Error(`A secret was written into the log: ${inspect(line)}`)
  }
}
