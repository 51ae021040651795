import { MAX_PAGE_VISITS_PER_MINUTE, MAX_TRACK_CALLS_PER_MINUTE } from '@/contract/limits'
import { type Env, env } from '@/server/settings/env'

/**
 * What a route costs, and so what one caller may ask of it: requests a minute, and the line in which they wait for their
 * turn. Each route names one of these where it is defined.
 */
export type RouteLimit = {
  /** Where it waits: `viewers` are let in by who they are, the others have lines of their own. `null`: it costs too little for that. */
  line: 'viewers' | 'pages' | 'passwords' | 'providers' | 'probes' | null
  /** Requests a minute of one visitor. An agent may make {@link AGENT_FACTOR} times as many. */
  perViewer: (settings: Env) => number
  /** Requests a minute of all visitors of a network together. Those whom we do not know have half of it. */
  perNetwork: (settings: Env) => number
}

export type RouteLimitName = keyof typeof routeLimits

/** An agent looks after many conversations. */
export const AGENT_FACTOR = 10

/** So many times a network's allowance is what this process takes of everybody, in a minute. */
export const TOTAL_FACTOR = 10

/**
 * So many times a network's allowance is what the visitors of one site may use in a minute, through its public key and from all
 * addresses: a flood on one site leaves the other half to the others.
 */
export const SITE_FACTOR = TOTAL_FACTOR / 2

/** Repeats and refusals are tries too: what may be done is counted where it is done. */
const TRIES = 3
const LEAST_TRIES = 60

/** A browser that gets no answer repeats the same start, and starts nothing by it. */
const STARTS_REPEATED = 50

export const routeLimits = {
  /** Looks at something. */
  read: {
    line: 'viewers',
    perViewer: ({ LIMIT_READS_PER_VIEWER }) => LIMIT_READS_PER_VIEWER,
    perNetwork: ({ LIMIT_READS_PER_NETWORK }) => LIMIT_READS_PER_NETWORK,
  },
  /** Shows an agent's picture, once in each browser. Everybody is a stranger there, who has half of this. */
  picture: {
    line: 'viewers',
    perViewer: ({ LIMIT_READS_PER_VIEWER }) => LIMIT_READS_PER_VIEWER,
    perNetwork: ({ LIMIT_READS_PER_NETWORK }) => 2 * LIMIT_READS_PER_NETWORK,
  },
  /** Changes something. */
  change: {
    line: 'viewers',
    perViewer: ({ LIMIT_CHANGES_PER_VIEWER }) => LIMIT_CHANGES_PER_VIEWER,
    perNetwork: ({ LIMIT_CHANGES_PER_NETWORK }) => LIMIT_CHANGES_PER_NETWORK,
  },
  /** Says which page the visitor is on. */
  visit: {
    line: 'viewers',
    perViewer: () => MAX_PAGE_VISITS_PER_MINUTE,
    perNetwork: ({ LIMIT_CHANGES_PER_NETWORK }) => LIMIT_CHANGES_PER_NETWORK,
  },
  /** Says what happened on the visitor's page. */
  track: {
    line: 'viewers',
    perViewer: () => MAX_TRACK_CALLS_PER_MINUTE,
    perNetwork: ({ LIMIT_CHANGES_PER_NETWORK }) => LIMIT_CHANGES_PER_NETWORK,
  },
  /** Tries to store a message. */
  message: {
    line: 'viewers',
    perViewer: ({ LIMIT_MESSAGES_PER_VISITOR }) => tries(LIMIT_MESSAGES_PER_VISITOR),
    perNetwork: ({ LIMIT_MESSAGES_PER_NETWORK }) => tries(LIMIT_MESSAGES_PER_NETWORK),
  },
  /** Tries to start a conversation. */
  start: {
    line: 'viewers',
    perViewer: ({ LIMIT_CONVERSATIONS_PER_VISITOR }) => STARTS_REPEATED * LIMIT_CONVERSATIONS_PER_VISITOR,
    perNetwork: ({ LIMIT_CONVERSATIONS_PER_NETWORK }) => tries(LIMIT_CONVERSATIONS_PER_NETWORK),
  },
  /** Shows a site's word for who its visitor is. Like a token, a page asks for it each time it loads. */
  identity: {
    line: 'viewers',
    perViewer: ({ LIMIT_TOKENS_PER_VIEWER }) => LIMIT_TOKENS_PER_VIEWER,
    perNetwork: ({ LIMIT_CHANGES_PER_NETWORK }) => LIMIT_CHANGES_PER_NETWORK,
  },
  /** Asks for a realtime token. */
  token: {
    line: 'viewers',
    perViewer: ({ LIMIT_TOKENS_PER_VIEWER }) => LIMIT_TOKENS_PER_VIEWER,
    perNetwork: ({ LIMIT_CHANGES_PER_NETWORK }) => LIMIT_CHANGES_PER_NETWORK,
  },
  /** Hashes a password, or opens and ends sessions. */
  password: {
    line: 'passwords',
    perViewer: ({ LIMIT_SIGN_INS_PER_NETWORK }) => tries(LIMIT_SIGN_INS_PER_NETWORK),
    perNetwork: ({ LIMIT_SIGN_INS_PER_NETWORK }) => tries(LIMIT_SIGN_INS_PER_NETWORK),
  },
  /** Asks the sign-in provider, which may take its time: those who wait for it keep no password waiting. */
  provider: {
    line: 'providers',
    perViewer: ({ LIMIT_SIGN_INS_PER_NETWORK }) => tries(LIMIT_SIGN_INS_PER_NETWORK),
    perNetwork: ({ LIMIT_SIGN_INS_PER_NETWORK }) => tries(LIMIT_SIGN_INS_PER_NETWORK),
  },
  /** Looks at a page. Not a route of the API: `process/web/pages.ts` asks. */
  page: {
    line: 'pages',
    perViewer: ({ LIMIT_PAGES_PER_NETWORK }) => LIMIT_PAGES_PER_NETWORK / 2,
    perNetwork: ({ LIMIT_PAGES_PER_NETWORK }) => LIMIT_PAGES_PER_NETWORK,
  },
  /** Asks whether a page of another origin may read an address, which costs no query: one for each read, and not by those we know. */
  preflight: {
    line: 'viewers',
    perViewer: ({ LIMIT_READS_PER_VIEWER }) => LIMIT_READS_PER_VIEWER,
    perNetwork: ({ LIMIT_READS_PER_NETWORK }) => 2 * LIMIT_READS_PER_NETWORK,
  },
  /**
   * Loads what other web sites show, but for files. Not a route of the API: `process/web/widget/listener.ts` asks. Everybody is a
   * stranger there, who has half of this.
   */
  widget: {
    line: null,
    perViewer: ({ LIMIT_READS_PER_VIEWER }) => LIMIT_READS_PER_VIEWER,
    perNetwork: ({ LIMIT_READS_PER_NETWORK }) => 2 * LIMIT_READS_PER_NETWORK,
  },
  /** Asks how the process is, while everything else may stand still. */
  probe: {
    line: 'probes',
    perViewer: ({ LIMIT_READS_PER_VIEWER }) => LIMIT_READS_PER_VIEWER,
    perNetwork: ({ LIMIT_READS_PER_NETWORK }) => LIMIT_READS_PER_NETWORK,
  },
} as const satisfies Record<string, RouteLimit>

/** The name's limit with the settings of this process. */
export function limitsOf(
  name: RouteLimitName,
): { line: RouteLimit['line'] } & Record<'perViewer' | 'perNetwork', number> {
  const { line, perViewer, perNetwork } = routeLimits[name]
  return { line, perViewer: perViewer(env()), perNetwork: perNetwork(env()) }
}

function tries(limit: number): number {
  return Math.max(LEAST_TRIES, TRIES * limit)
}
