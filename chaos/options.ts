import { parseArgs } from 'node:util'

/**
 * What can be broken. `hang`: the database is paused. `page`: a browser page crashes and is reopened. `disk`: the database's
 * disk is full.
 */
export const breakables = ['app', 'realtime', 'database', 'hang', 'network', 'page', 'disk'] as const
export type Breakable = (typeof breakables)[number]

/** What is broken by default. A disk can be filled only where it is small and dedicated. */
const usual = breakables.filter((name) => name !== 'disk')

export type Options = {
  seconds: number
  /** Stops writing after this many acknowledgements, or after `seconds`. */
  messages: number
  /** Visitors, each with one conversation. */
  clients: number
  agents: number
  apps: number
  /** Messages that all people together try to write, per second. */
  rate: number
  kills: Breakable[]
  /** A multiplier for how often things break. */
  pace: number
  /** The chance of a crash at each fail-point passed. */
  failPoints: number
  seed: number
  naive: boolean
}

export const HELP = `npm run chaos -- [options]

Runs the built product as separate processes (apps, realtime server, PostgreSQL), has people write to each other with the
project's own client code and the ably SDK, kills at random what they depend on, lets it recover, and compares every screen
and every acknowledgement with the database, each side in its own log's numbers. Agents also write notes, close
conversations and block visitors for a moment; both sides edit and delete what they wrote. No note may reach a visitor's
screen or network. Exit code 0: no violations.

  --seconds 60         how long people write
  --messages N         stop earlier, once N messages and notes are acknowledged
  --clients 10         visitors, each with one conversation
  --agents 2           agents, each with every conversation open
  --apps 2             app processes, on one database
  --rate 30            messages a second, by all people together; per ten of them, one note and three edits or deletions
  --kills a,b,…        what to break: ${usual.join(', ')} (the default), or none.
                       Also: disk, with TMPDIR on a dedicated file system of 300 MB to 1 GB
  --pace 1             2 breaks everything twice as often
  --fail-points 0.002  the chance of a crash before and after a commit, after a publish, before a response
  --seed N             repeats the plan of an earlier run, but not the machine's timing
  --naive              clients that neither persist, retry nor reload: the comparison must find violations`

/** `null` when only help was requested. @throws Error naming invalid options */
export function readOptions(args: string[]): Options | null {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '60' },
      messages: { type: 'string', default: 'Infinity' },
      clients: { type: 'string', default: '10' },
      agents: { type: 'string', default: '2' },
      apps: { type: 'string', default: '2' },
      rate: { type: 'string', default: '30' },
      kills: { type: 'string', default: usual.join(',') },
      pace: { type: 'string', default: '1' },
      'fail-points': { type: 'string', default: '0.002' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      naive: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null

  return {
    seconds: number('seconds', values.seconds),
    messages: number('messages', values.messages),
    clients: number('clients', values.clients),
    agents: number('agents', values.agents),
    apps: number('apps', values.apps),
    rate: number('rate', values.rate),
    kills: kills(values.kills),
    pace: number('pace', values.pace),
    failPoints: number('fail-points', values['fail-points']),
    seed: number('seed', values.seed),
    naive: values.naive,
  }
}

function number(name: string, text: string): number {
  const value = Number(text)
  if (!(value >= 0)) throw new Error(`--${name} must be a number, not ${text}`)
  return value
}

function kills(text: string): Breakable[] {
  if (text === 'none') return []
  return text.split(',').map((name) => {
    const known = breakables.find((one) => one === name)
    if (known === undefined) throw new Error(`--kills accepts ${breakables.join(', ')} and none, not ${name}`)
    return known
  })
}
