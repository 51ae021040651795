import { RealtimeError } from '../errors'
import type { Identity } from './identity'

const TARGET_TYPES = ['clientId', 'revocationKey', 'channel'] as const
export type RevocationTarget = { type: (typeof TARGET_TYPES)[number]; value: string }

/** Beyond this many targets the oldest revocation is forgotten. */
const MAX_TARGETS = 10_000

/** @throws RealtimeError `bad_request` for a target of an unknown type */
export function parseTarget(text: unknown): RevocationTarget {
  const [, name, value = ''] = (typeof text === 'string' && /^([A-Za-z]+):(.+)$/s.exec(text)) || []
  const type = TARGET_TYPES.find((candidate) => candidate === name)
  if (type === undefined)
    throw new RealtimeError('bad_request', 'a target is clientId:, revocationKey: or channel:')
  return { type, value }
}

/** Tokens issued before this time are revoked from that time on, both in milliseconds since 1970. */
type Entry = { issuedBefore: number; appliesAt: number }

/** Entries by key and target. */
export type RevocationSnapshot = [id: string, entry: Entry][]

/** Revoked tokens. In memory: a crash loses them, an orderly restart does not. */
export class Revocations {
  readonly #entries = new Map<string, Entry[]>()

  /** Adds a revocation. Never weakens an earlier one for the same target. */
  revoke(keyName: string, target: RevocationTarget, entry: Entry, now: number): void {
    this.#add(entryId(keyName, target), entry, now)
    const [oldest] = this.#entries.keys()
    if (this.#entries.size > MAX_TARGETS && oldest !== undefined) this.#entries.delete(oldest)
  }

  /** All entries as plain values, oldest first. */
  snapshot(): RevocationSnapshot {
    return [...this.#entries].flatMap(([id, entries]) => entries.map((entry): [string, Entry] => [id, entry]))
  }

  restore(entries: RevocationSnapshot): void {
    for (const [id, entry] of entries) this.#add(id, entry, 0)
  }

  isRevoked({ keyName, token }: Identity, now: number): boolean {
    if (token === null || this.#entries.size === 0) return false
    return targetsOf(token).some((target) => {
      const entries = this.#entries.get(entryId(keyName, target)) ?? []
      return entries.some(({ issuedBefore, appliesAt }) => appliesAt <= now && token.issuedAt < issuedBefore)
    })
  }

  /** Keeps, for each target, only entries that are not covered by another one from now on. */
  #add(id: string, added: Entry, now: number): void {
    const all = [...(this.#entries.get(id) ?? []), added].map(({ issuedBefore, appliesAt }) => ({
      issuedBefore,
      appliesAt: Math.max(appliesAt, now),
    }))
    const isNeeded = (entry: Entry, index: number) =>
      !all.some(
        (other, at) => at !== index && includes(other, entry) && (at > index || !includes(entry, other)),
      )
    this.#entries.delete(id)
    this.#entries.set(id, all.filter(isNeeded))
  }
}

/** Whether `one` revokes everything that `other` does, and no later. */
function includes(one: Entry, other: Entry): boolean {
  return one.issuedBefore >= other.issuedBefore && one.appliesAt <= other.appliesAt
}

/** All targets that match a token. A channel matches tokens that name exactly this resource. */
function targetsOf(token: NonNullable<Identity['token']>): RevocationTarget[] {
  const targets: RevocationTarget[] = token.resources.map((value) => ({ type: 'channel', value }))
  if (token.clientId !== null) targets.push({ type: 'clientId', value: token.clientId })
  if (token.revocationKey !== null) targets.push({ type: 'revocationKey', value: token.revocationKey })
  return targets
}

function entryId(keyName: string, { type, value }: RevocationTarget): string {
  return `${keyName} ${type}:${value}`
}
