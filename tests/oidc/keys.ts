import { type GenerateKeyPairResult, generateKeyPair } from 'jose'

const pairs = new Map<string, Promise<GenerateKeyPairResult>>()

/** The RSA keys of this name, generated once per process: finding the primes takes longer than most tests. */
export function rsaKeys(name: 'published' | 'unpublished'): Promise<GenerateKeyPairResult> {
  const known = pairs.get(name) ?? generateKeyPair('RS256', { extractable: true })
  pairs.set(name, known)
  return known
}
