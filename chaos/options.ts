import { parseArgs } from 'node:util'

/**
 * What can be broken. `hang`: the database stops and goes on. `page`: a browser's page crashes and is opened again.
 * `disk`: nothing more can be written to the database's disk.
 */
export const breakables = ['app', 'realtime', 'database', 'hang', 'network', 'page', 'disk'] as const
export type Breakable = (typeof breakables)[number]

/** What is broken unless something else is asked for. A disk can only be filled where it is small and nobody else's. */
const usual = breakables.filter((name) => name !== 'disk')

export type Options = {
  seconds: number
  /** Ends the writing once so many were acknowledged, or after `seconds`. */
  messages: number
  /** Visitors; each has one conversation. */
  clients: number
  agents: number
  apps: number
  /** Messages that all people together try to write, per second. */
  rate: number
  kills: Breakable[]
  /** How much more often things break than by default. */
  pace: number
  /** The chance of a crash at each pass of a fail-point. */
  failPoints: number
  seed: number
  naive: boolean
}

export const HELP = `npm run chaos -- [options]

Runs the built product as separate processes (apps, realtime server, PostgreSQL), lets people write to each other with
the project's own client code and the ably SDK, kills at random what they depend on, lets it heal, and compares every
screen and every acknowledgement with the database, each side in the numbers of its own log. Agents also write notes, close
conversations and block visitors for a moment; both sides edit and delete what they wrote. No note may reach a visitor's screen or
network. Exit code 0: everything as it must be.

  --seconds 60         how long people write
  --messages N         stop earlier, once N messages and notes are acknowledged
  --clients 10         visitors, each with one conversation
  --agents 2           agents, each with every conversation open
  --apps 2             processes of the app, on one database
  --rate 30            messages a second, by all people together; for ten of them one note, and three edits or deletions
  --kills a,b,…        what to break: ${usual.join(', ')} (these together are usual), or none.
                       Also: disk, with TMPDIR on a file system of its own of 300 MB to 1 GB
  --pace 1             2 breaks everything twice as often
  --fail-points 0.002  the chance of a crash before and after a commit, after a publish, before an answer
  --seed N             repeats the plan of an earlier run; the machine's own timing does not repeat
  --naive              people whose client neither keeps, repeats nor asks: the comparison must find violations`

/** `null` when only help was asked for. @throws Error naming what cannot be used */
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
    if (known === undefined) throw new Error(`--kills knows ${breakables.join(', ')} and none, not ${name}`)
    return known
  })
}
