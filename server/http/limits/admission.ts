import { setTimeout as sleep } from 'node:timers/promises'
import { SupportError } from '@/server/errors'
import { processWide } from '@/server/process-wide'
import { knownViewer, type Recognisable } from './known-viewers'
import { RateBuckets } from './rate-buckets'
import {
  AGENT_FACTOR,
  limitsOf,
  type RouteLimit,
  type RouteLimitName,
  SITE_FACTOR,
  TOTAL_FACTOR,
} from './route-limits'
import { type Caller, STRANGERS, Turnstile } from './turnstile'

/** Keys that the buckets remember: about 10 MB. */
const MOST_KEYS = 100_000

/** Refusals a minute that a caller gets at once. Further ones are delayed, so hammering slows the sender down. */
const QUICK_REFUSALS = 60
const LATE_REFUSAL_MS = 500

const OVERLOADED_RETRY_SECONDS = 2

/** A bucket that a request uses one of, and its size. */
type Share = { key: string; perMinute: number }

/** Whom a request counts for. */
type Accounts = {
  line: keyof typeof lines | null
  caller: Caller
  /** `null` for those whom we do not know: their network stands for them. */
  own: Share | null
  /** `null` for agents: a hostile visitor may sit beside them. */
  network: Share | null
  /** `null` where it is no site's. */
  site: Share | null
  total: Share
}

const buckets = processWide('rate-buckets', () => new RateBuckets(MOST_KEYS))

/**
 * Visitors and agents together run fewer requests than there are database connections (`server/database/db.ts`), so visitors
 * never hold what agents need. Hashing a password takes one of libuv's four threads, which read files too.
 */
const lines = processWide('turnstiles', () => ({
  visitors: new Turnstile({
    running: { client: 2, network: 10, total: 12 },
    waiting: { client: 100, network: 200, total: 1_000 },
  }),
  agents: new Turnstile({
    running: { client: 6, network: 6, total: 8 },
    waiting: { client: 200, network: 200, total: 1_000 },
  }),
  passwords: new Turnstile({
    running: { client: 1, network: 1, total: 2 },
    waiting: { client: 12, network: 12, total: 64 },
  }),
  // They hold a connection to the provider, and one of the database only at the end.
  providers: new Turnstile({
    running: { client: 4, network: 4, total: 16 },
    waiting: { client: 12, network: 12, total: 64 },
  }),
  pages: new Turnstile({
    running: { client: 2, network: 2, total: 4 },
    waiting: { client: 50, network: 100, total: 500 },
  }),
  probes: new Turnstile({
    running: { client: 2, network: 2, total: 8 },
    waiting: { client: 16, network: 16, total: 64 },
  }),
}))

/** What is known of a request before anything is done for it. */
export type Asked = {
  credentials: Recognisable
  /** The side named by the request. */
  side: string | null
  network: string
  /** The site whose visitors may make it; left out for other requests. */
  site?: string
  /** Resolves once its body is here: until then it waits for nobody and keeps nobody waiting. */
  received?: () => Promise<void>
}

/** How a request ended: what was refused, or repeated, has done nothing. */
export type Outcome = 'done' | 'nothing'

/**
 * Lets a request in when its caller may make it, and when it is its turn. First the caller's own allowance is asked, then
 * its network's, then its site's, then everybody's. A visitor's request that does nothing uses up its own alone: the others get theirs back.
 *
 * @returns what must be called once the request was answered
 * @throws SupportError `rate_limited`, or `unavailable` when there is too much of everybody
 */
export async function admit(asked: Asked, name: RouteLimitName): Promise<(outcome: Outcome) => void> {
  const { line, caller, own, network, site, total } = accountsOf(asked, name)
  try {
    if (own !== null) take(own)
    if (network !== null) take(network)
    if (site !== null) take(site)
    if (buckets.take(total.key, total.perMinute) > 0) throw overloaded()
    await asked.received?.()
    const leave = line === null ? null : await lines[line].enter(caller)
    return (outcome) => {
      leave?.()
      if (outcome === 'nothing' && own !== null) giveBack([network, site, total])
    }
  } catch (refusal) {
    await delayHammering(caller)
    throw refusal
  }
}

/** Forgets what was counted. For tests. */
export function forgetAdmissions(): void {
  buckets.clear()
}

function accountsOf({ credentials, side, network, site }: Asked, name: RouteLimitName): Accounts {
  const { line, perViewer, perNetwork } = limitsOf(name)
  const viewer = hasViewers(line) ? knownViewer(credentials, side) : null
  if (viewer?.side === 'agent') {
    return {
      line: line === 'pages' ? 'pages' : 'agents',
      caller: { network: viewer.id, client: viewer.id },
      own: { key: `${name} agent ${viewer.id}`, perMinute: perViewer * AGENT_FACTOR },
      network: null,
      site: null,
      total: { key: `${name} agents`, perMinute: perNetwork * TOTAL_FACTOR },
    }
  }
  const isStranger = viewer === null
  return {
    line: line === 'viewers' ? 'visitors' : line,
    caller: { network, client: viewer?.id ?? STRANGERS },
    own: isStranger ? null : { key: `${name} visitor ${viewer.id}`, perMinute: perViewer },
    network: isStranger
      ? { key: `${name} strangers ${network}`, perMinute: perNetwork / 2 }
      : { key: `${name} network ${network}`, perMinute: perNetwork },
    site: site === undefined ? null : { key: `${name} site ${site}`, perMinute: perNetwork * SITE_FACTOR },
    total: { key: `${name} visitors`, perMinute: perNetwork * TOTAL_FACTOR },
  }
}

/** Someone signing in has no identity yet, and a health check needs none. */
function hasViewers(line: RouteLimit['line']): boolean {
  return line === 'viewers' || line === 'pages'
}

function take({ key, perMinute }: Share): void {
  const retryAfterSeconds = buckets.take(key, perMinute)
  if (retryAfterSeconds > 0) throw new SupportError('rate_limited', { retryAfterSeconds })
}

function giveBack(shares: (Share | null)[]): void {
  for (const share of shares) if (share !== null) buckets.giveBack(share.key, share.perMinute)
}

async function delayHammering({ network, client }: Caller): Promise<void> {
  if (buckets.take(`refusal ${network} ${client}`, QUICK_REFUSALS) > 0) await sleep(LATE_REFUSAL_MS)
}

function overloaded(): SupportError {
  return new SupportError('unavailable', { retryAfterSeconds: OVERLOADED_RETRY_SECONDS })
}
