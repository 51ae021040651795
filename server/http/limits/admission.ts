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

/** Most bucket keys to keep: about 10 MB. */
const MOST_KEYS = 100_000

/** Refusals per minute that a caller gets without delay. Further ones are delayed, to slow down hammering. */
const QUICK_REFUSALS = 60
const REFUSAL_DELAY_MS = 500

const OVERLOADED_RETRY_SECONDS = 2

/** A bucket from which a request takes a token, and its rate. */
type Share = { key: string; perMinute: number }

/** What a request counts against. */
type Accounts = {
  queue: keyof typeof queues | null
  caller: Caller
  /** `null` for strangers: they share their network's. */
  own: Share | null
  /** `null` for agents: a hostile visitor may be on the same network. */
  network: Share | null
  /** `null` for requests that belong to no site, and for agents. */
  site: Share | null
  total: Share
}

const buckets = processWide('rate-buckets', () => new RateBuckets(MOST_KEYS))

/**
 * Visitors and agents together run fewer requests than there are database connections (`server/database/db.ts`), so visitors cannot
 * exhaust what agents need. Hashing a password occupies one of libuv's four threads, which also read files.
 */
const queues = processWide('turnstiles', () => ({
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
  // These hold a connection to the provider, and a database connection only at the end.
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

/** What is known about a request before any work is done for it. */
export type Asked = {
  credentials: Recognisable
  /** The side named by the request. */
  side: string | null
  network: string
  /** The site whose visitors share a part of the overall limit. Absent for other requests, and while it is the only site. */
  site?: string
  /** Resolves once its body has arrived. Until then it occupies no slot. */
  received?: () => Promise<void>
}

/** How a request ended: refused requests and retries did nothing. */
export type Outcome = 'done' | 'nothing'

/**
 * Admits a request within its caller's limits, when it is its turn. Checks the caller's own limit, then their network's, then their
 * site's, then the overall one. A visitor's request that does nothing counts only against their own limit; the others are refunded.
 *
 * @returns a function to call once the request is answered
 * @throws SupportError `rate_limited`, or `unavailable` if the overall limit is exceeded
 */
export async function admit(asked: Asked, name: RouteLimitName): Promise<(outcome: Outcome) => void> {
  const { queue, caller, own, network, site, total } = accountsOf(asked, name)
  try {
    if (own !== null) take(own)
    if (network !== null) take(network)
    if (site !== null) take(site)
    if (buckets.take(total.key, total.perMinute) > 0) throw overloaded()
    await asked.received?.()
    const leave = queue === null ? null : await queues[queue].enter(caller)
    return (outcome) => {
      leave?.()
      if (outcome === 'nothing' && own !== null) refund([network, site, total])
    }
  } catch (refusal) {
    await delayHammering(caller)
    throw refusal
  }
}

/** Resets all counts. For tests. */
export function forgetAdmissions(): void {
  buckets.clear()
}

function accountsOf({ credentials, side, network, site }: Asked, name: RouteLimitName): Accounts {
  const { queue, perViewer, perNetwork } = limitsOf(name)
  const viewer = hasViewers(queue) ? knownViewer(credentials, side) : null
  if (viewer?.side === 'agent') {
    return {
      queue: queue === 'pages' ? 'pages' : 'agents',
      caller: { network: viewer.id, client: viewer.id },
      own: { key: `${name} agent ${viewer.id}`, perMinute: perViewer * AGENT_FACTOR },
      network: null,
      site: null,
      total: { key: `${name} agents`, perMinute: perNetwork * TOTAL_FACTOR },
    }
  }
  const isStranger = viewer === null
  return {
    queue: queue === 'viewers' ? 'visitors' : queue,
    caller: { network, client: viewer?.id ?? STRANGERS },
    own: isStranger ? null : { key: `${name} visitor ${viewer.id}`, perMinute: perViewer },
    network: isStranger
      ? { key: `${name} strangers ${network}`, perMinute: perNetwork / 2 }
      : { key: `${name} network ${network}`, perMinute: perNetwork },
    site: site === undefined ? null : { key: `${name} site ${site}`, perMinute: perNetwork * SITE_FACTOR },
    total: { key: `${name} visitors`, perMinute: perNetwork * TOTAL_FACTOR },
  }
}

/** People signing in have no identity yet, and health checks need none. */
function hasViewers(queue: RouteLimit['queue']): boolean {
  return queue === 'viewers' || queue === 'pages'
}

function take({ key, perMinute }: Share): void {
  const retryAfterSeconds = buckets.take(key, perMinute)
  if (retryAfterSeconds > 0) throw new SupportError('rate_limited', { retryAfterSeconds })
}

function refund(shares: (Share | null)[]): void {
  for (const share of shares) if (share !== null) buckets.giveBack(share.key, share.perMinute)
}

async function delayHammering({ network, client }: Caller): Promise<void> {
  if (buckets.take(`refusal ${network} ${client}`, QUICK_REFUSALS) > 0) await sleep(REFUSAL_DELAY_MS)
}

function overloaded(): SupportError {
  return new SupportError('unavailable', { retryAfterSeconds: OVERLOADED_RETRY_SECONDS })
}
