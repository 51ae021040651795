import { MAX_PAGE_VISITS_PER_MINUTE, MAX_TRACK_CALLS_PER_MINUTE } from '@/contract/limits'
import { type Env, env } from '@/server/settings/env'

/**
 * The limits of a route: requests per minute, and the queue in which they wait. Each route names one of these in its definition.
 */
export type RouteLimit = {
  /** The queue to wait in. `viewers` means the visitors' or agents' queue; the others have their own. `null`: too cheap to wait. */
  queue: 'viewers' | 'pages' | 'passwords' | 'providers' | 'probes' | null
  /** Requests per minute and visitor. Agents may make {@link AGENT_FACTOR} times as many. */
  perViewer: (settings: Env) => number
  /** Requests per minute of all visitors of a network together. Strangers share half of it. */
  perNetwork: (settings: Env) => number
}

export type RouteLimitName = keyof typeof routeLimits

/** Agents handle many conversations. */
export const AGENT_FACTOR = 10

/** This process's overall limit per minute, as a multiple of a network's. */
export const TOTAL_FACTOR = 10

/**
 * The limit per minute of one site's visitors on all networks, as a multiple of a network's, while several sites are active. A
 * flood with one site's public key leaves the other half of the overall limit to the other sites.
 */
export const SITE_FACTOR = TOTAL_FACTOR / 2

/** Requests allowed per permitted action, because retries and refusals count too. The action itself is counted where it is done. */
const ATTEMPTS = 3
const MIN_ATTEMPTS = 60

/** Requests allowed per start: a browser without an answer retries the same start, which creates nothing new. */
const RETRIES_PER_START = 50

export const routeLimits = {
  /** Reads something. */
  read: {
    queue: 'viewers',
    perViewer: ({ LIMIT_READS_PER_VIEWER }) => LIMIT_READS_PER_VIEWER,
    perNetwork: ({ LIMIT_READS_PER_NETWORK }) => LIMIT_READS_PER_NETWORK,
  },
  /** Fetches an agent's picture, once per browser. All callers count as strangers, who share half of this. */
  picture: {
    queue: 'viewers',
    perViewer: ({ LIMIT_READS_PER_VIEWER }) => LIMIT_READS_PER_VIEWER,
    perNetwork: ({ LIMIT_READS_PER_NETWORK }) => 2 * LIMIT_READS_PER_NETWORK,
  },
  /** Changes something. */
  change: {
    queue: 'viewers',
    perViewer: ({ LIMIT_CHANGES_PER_VIEWER }) => LIMIT_CHANGES_PER_VIEWER,
    perNetwork: ({ LIMIT_CHANGES_PER_NETWORK }) => LIMIT_CHANGES_PER_NETWORK,
  },
  /** Reports the visitor's current page. */
  visit: {
    queue: 'viewers',
    perViewer: () => MAX_PAGE_VISITS_PER_MINUTE,
    perNetwork: ({ LIMIT_CHANGES_PER_NETWORK }) => LIMIT_CHANGES_PER_NETWORK,
  },
  /** Reports events on the visitor's page. */
  track: {
    queue: 'viewers',
    perViewer: () => MAX_TRACK_CALLS_PER_MINUTE,
    perNetwork: ({ LIMIT_CHANGES_PER_NETWORK }) => LIMIT_CHANGES_PER_NETWORK,
  },
  /** Attempts to store a message. */
  message: {
    queue: 'viewers',
    perViewer: ({ LIMIT_MESSAGES_PER_VISITOR }) => attempts(LIMIT_MESSAGES_PER_VISITOR),
    perNetwork: ({ LIMIT_MESSAGES_PER_NETWORK }) => attempts(LIMIT_MESSAGES_PER_NETWORK),
  },
  /** Attempts to start a conversation. */
  start: {
    queue: 'viewers',
    perViewer: ({ LIMIT_CONVERSATIONS_PER_VISITOR }) => RETRIES_PER_START * LIMIT_CONVERSATIONS_PER_VISITOR,
    perNetwork: ({ LIMIT_CONVERSATIONS_PER_NETWORK }) => attempts(LIMIT_CONVERSATIONS_PER_NETWORK),
  },
  /** Identifies a visitor. Like getting a token, this happens on every page load. */
  identity: {
    queue: 'viewers',
    perViewer: ({ LIMIT_TOKENS_PER_VIEWER }) => LIMIT_TOKENS_PER_VIEWER,
    perNetwork: ({ LIMIT_CHANGES_PER_NETWORK }) => LIMIT_CHANGES_PER_NETWORK,
  },
  /** Requests a realtime token. */
  token: {
    queue: 'viewers',
    perViewer: ({ LIMIT_TOKENS_PER_VIEWER }) => LIMIT_TOKENS_PER_VIEWER,
    perNetwork: ({ LIMIT_CHANGES_PER_NETWORK }) => LIMIT_CHANGES_PER_NETWORK,
  },
  /** Hashes a password, or opens or ends sessions. */
  password: {
    queue: 'passwords',
    perViewer: ({ LIMIT_SIGN_INS_PER_NETWORK }) => attempts(LIMIT_SIGN_INS_PER_NETWORK),
    perNetwork: ({ LIMIT_SIGN_INS_PER_NETWORK }) => attempts(LIMIT_SIGN_INS_PER_NETWORK),
  },
  /** Contacts the sign-in provider, which may be slow. Has its own queue, so as not to delay passwords. */
  provider: {
    queue: 'providers',
    perViewer: ({ LIMIT_SIGN_INS_PER_NETWORK }) => attempts(LIMIT_SIGN_INS_PER_NETWORK),
    perNetwork: ({ LIMIT_SIGN_INS_PER_NETWORK }) => attempts(LIMIT_SIGN_INS_PER_NETWORK),
  },
  /** Renders a page. Not an API route: used by `process/web/pages.ts`. */
  page: {
    queue: 'pages',
    perViewer: ({ LIMIT_PAGES_PER_NETWORK }) => LIMIT_PAGES_PER_NETWORK / 2,
    perNetwork: ({ LIMIT_PAGES_PER_NETWORK }) => LIMIT_PAGES_PER_NETWORK,
  },
  /** A CORS preflight, which needs no query. One precedes each read, and always counts as a stranger's. */
  preflight: {
    queue: 'viewers',
    perViewer: ({ LIMIT_READS_PER_VIEWER }) => LIMIT_READS_PER_VIEWER,
    perNetwork: ({ LIMIT_READS_PER_NETWORK }) => 2 * LIMIT_READS_PER_NETWORK,
  },
  /**
   * Loads the widget into other web sites, except for files. Not an API route: used by `process/web/widget/listener.ts`. All
   * callers count as strangers, who share half of this.
   */
  widget: {
    queue: null,
    perViewer: ({ LIMIT_READS_PER_VIEWER }) => LIMIT_READS_PER_VIEWER,
    perNetwork: ({ LIMIT_READS_PER_NETWORK }) => 2 * LIMIT_READS_PER_NETWORK,
  },
  /** A health check, which must work while everything else is stuck. */
  probe: {
    queue: 'probes',
    perViewer: ({ LIMIT_READS_PER_VIEWER }) => LIMIT_READS_PER_VIEWER,
    perNetwork: ({ LIMIT_READS_PER_NETWORK }) => LIMIT_READS_PER_NETWORK,
  },
} as const satisfies Record<string, RouteLimit>

/** The named limit, with this process's settings applied. */
export function limitsOf(
  name: RouteLimitName,
): { queue: RouteLimit['queue'] } & Record<'perViewer' | 'perNetwork', number> {
  const { queue, perViewer, perNetwork } = routeLimits[name]
  return { queue, perViewer: perViewer(env()), perNetwork: perNetwork(env()) }
}

function attempts(limit: number): number {
  return Math.max(MIN_ATTEMPTS, ATTEMPTS * limit)
}
