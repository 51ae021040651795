import { createWriteStream, rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { realtimeStateFile } from '@/process/postgres/data-folder'
import { OPERATOR_ID, type Viewer } from '@/server/policy/viewer'
import { eraseVisitor } from '@/server/privacy/visitor-erasure'
import { exportVisitor } from '@/server/privacy/visitor-export'
import { findVisitors, type VisitorSummary } from '@/server/visitors/summaries'
import { CommandError } from './command-error'

/** The person in front of the command, and what it may ask. */
export type Terminal = {
  /** False when nobody can answer: in scripts. */
  isInteractive: boolean
  say: (line: string) => void
  ask: (question: string) => Promise<string>
}

export const USAGE = `npm run visitors -- export --id <id> | --email <address> [--output <file>]
npm run visitors -- erase --id <id> [--dry-run] [--yes]`

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A person who can run this can read the database anyway. */
const operator: Viewer = {
  side: 'agent',
  role: 'admin',
  sites: 'all',
  id: OPERATOR_ID,
  name: 'Operator',
}

/**
 * Exports or erases one visitor, as the arguments say.
 *
 * @throws CommandError for arguments that make no sense, a visitor that is not there, or an erasure nobody confirms
 */
export async function visitorsCommand(args: readonly string[], terminal: Terminal): Promise<void> {
  const { action, options } = readArguments(args)
  if (action === 'export') {
    const visitor = await findOne(options)
    return writeExport(visitor, options.output ?? `visitor-${visitor.id}.json`, terminal)
  }
  if (options.email !== undefined) {
    throw new CommandError(
      'Addresses are unverified and may repeat: erase by --id. `export --email` tells the id.',
    )
  }
  return erase(await findOne(options), options, terminal)
}

type Options = { id?: string; email?: string; output?: string; yes?: boolean; 'dry-run'?: boolean }

function readArguments(args: readonly string[]): { action: 'export' | 'erase'; options: Options } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        id: { type: 'string' },
        email: { type: 'string' },
        output: { type: 'string' },
        yes: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
      },
    })
    const [action, ...others] = positionals
    if ((action !== 'export' && action !== 'erase') || others.length > 0)
      throw new Error('Say export or erase.')
    return { action, options: values }
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
  }
}

async function findOne({ id, email }: Options): Promise<VisitorSummary> {
  if ((id === undefined) === (email === undefined)) throw new CommandError(`Say which visitor.\n\n${USAGE}`)
  if (id !== undefined && !UUID.test(id)) throw new CommandError(`${id} is not the id of a visitor.`)

  const found = await findVisitors(operator, id === undefined ? { email: email ?? '' } : { id })
  const [visitor, ...others] = found
  if (visitor === undefined) {
    throw new CommandError(
      id === undefined ? `No visitor has told the address ${email}.` : `There is no visitor ${id}.`,
    )
  }
  if (others.length === 0) return visitor
  throw new CommandError(
    `${found.length} visitors have told this address. Choose one by --id:\n${found.map(describe).join('\n')}`,
  )
}

function describe({ id, name, email, conversations, messages }: VisitorSummary): string {
  const who = [name, email].filter((part) => part !== null).join(', ') || 'no name'
  return `${id}  ${who}  conversations: ${conversations}, messages: ${messages}`
}

/** Never over another file, and readable by its owner alone. */
async function writeExport(visitor: VisitorSummary, file: string, terminal: Terminal): Promise<void> {
  const text = await exportVisitor(operator, visitor.id)
  try {
    await pipeline(Readable.from(text), createWriteStream(file, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new CommandError(`${file} exists already: name another with --output.`)
    if (code === 'ENOENT' || code === 'EACCES') throw new CommandError(`${file} cannot be written (${code}).`)
    rmSync(file, { force: true })
    throw error
  }
  terminal.say(`${describe(visitor)}\nEverything stored of this visitor is in ${file}`)
}

async function erase(visitor: VisitorSummary, options: Options, terminal: Terminal): Promise<void> {
  terminal.say(describe(visitor))
  if (options['dry-run']) return terminal.say('All of this would be deleted for good. Nothing was changed.')
  if (!options.yes) await confirm(terminal)

  const { conversations, messages } = await eraseVisitor(operator, visitor.id)
  // A stopped realtime server leaves there what it held, for the next one. Without it clients ask the database.
  rmSync(realtimeStateFile(), { force: true })
  terminal.say(`Deleted for good. Conversations: ${conversations}, messages: ${messages}`)
}

async function confirm({ isInteractive, ask }: Terminal): Promise<void> {
  if (!isInteractive) throw new CommandError('This cannot be undone. Add --yes, or run it on a terminal.')
  const answer = await ask('This cannot be undone. Type delete to go on: ')
  if (answer.trim().toLowerCase() !== 'delete') throw new CommandError('Nothing was changed.')
}
