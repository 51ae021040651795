import { env } from 'node:process'

/*
 * Property tests are short by default. FUZZ=100 npx vitest run realtime-server runs them a hundred times longer. A failure
 * prints its seed; FUZZ_SEED repeats it.
 */

/** The number of runs and the seed of a property test. */
export function fuzzRuns(usually: number): { numRuns: number; seed?: number } {
  const seed = env.FUZZ_SEED
  return { numRuns: usually * Number(env.FUZZ ?? 1), ...(seed !== undefined && { seed: Number(seed) }) }
}

/** The timeout of such a test, in milliseconds. */
export function fuzzTimeout(): number {
  return 60_000 * Number(env.FUZZ ?? 1)
}
