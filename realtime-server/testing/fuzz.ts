import { env } from 'node:process'

/*
 * Property tests are short in every run, and long when asked: FUZZ=100 npx vitest run realtime-server makes them a hundred
 * times longer. A failure prints its seed; FUZZ_SEED repeats it.
 */

/** How often and from which seed a property is tried. */
export function fuzzRuns(usually: number): { numRuns: number; seed?: number } {
  const seed = env.FUZZ_SEED
  return { numRuns: usually * Number(env.FUZZ ?? 1), ...(seed !== undefined && { seed: Number(seed) }) }
}

/** The time that a test with so many runs may take, in milliseconds. */
export function fuzzTimeout(): number {
  return 60_000 * Number(env.FUZZ ?? 1)
}
