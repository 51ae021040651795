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

/** How the command talks to the person who runs it. */
export type Terminal = {
  /** False in scripts, where no one can answer. */
  isInteractive: boolean
  say: (line: string) => void
  ask: (question: string) => Promise<string>
}

export const USAGE = `npm run visitors -- export --id <id> | --email <address> [--output <file>]
npm run visitors -- erase --id <id> [--dry-run] [--yes]`

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Anyone who can run this can read the database anyway. */
const operator: Viewer = {
  side: 'agent',
  role: 'admin',
  sites: 'all',
  id: OPERATOR_ID,
  name: 'Operator',
}

/**
 * Exports or erases a visitor.
 *
 * @throws CommandError for invalid arguments, an unknown visitor, or an unconfirmed erasure
 */
export async function visitorsCommand(args: readonly string[], terminal: Terminal): Promise<void> {
  const { action, options } = readArguments(args)
  if (action === 'export') {
    const visitor = await findOne(options)
    return writeExport(visitor, options.output ?? `visitor-${visitor.id}.json`, terminal)
  }
  if (options.email !== undefined) {
    throw new CommandError(
      'Addresses are unverified and not unique: erase by --id. `export --email` shows the id.',
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
      throw new Error('Choose export or erase.')
    return { action, options: values }
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
  }
}

async function findOne({ id, email }: Options): Promise<VisitorSummary> {
  if ((id === undefined) === (email === undefined)) throw new CommandError(`Name a visitor.\n\n${USAGE}`)
  if (id !== undefined && !UUID.test(id)) throw new CommandError(`${id} is not a valid visitor id.`)

  const found = await findVisitors(operator, id === undefined ? { email: email ?? '' } : { id })
  const [visitor, ...others] = found
  if (visitor === undefined) {
    throw new CommandError(
      id === undefined ? `No visitor has the address ${email}.` : `There is no visitor ${id}.`,
    )
  }
  if (others.length === 0) return visitor
  throw new CommandError(
    `${found.length} visitors have this address. Choose one with --id:\n${found.map(describe).join('\n')}`,
  )
}

function describe({ id, name, email, conversations, messages }: VisitorSummary): string {
  const who = [name, email].filter((part) => part !== null).join(', ') || 'no name'
  return `${id}  ${who}  conversations: ${conversations}, messages: ${messages}`
}

/** Never overwrites a file, and is readable only by its owner. */
async function writeExport(visitor: VisitorSummary, file: string, terminal: Terminal): Promise<void> {
  const text = await exportVisitor(operator, visitor.id)
  try {
    await pipeline(Readable.from(text), createWriteStream(file, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST')
      throw new CommandError(`${file} already exists: choose another file with --output.`)
    if (code === 'ENOENT' || code === 'EACCES') throw new CommandError(`${file} cannot be written (${code}).`)
    rmSync(file, { force: true })
    throw error
  }
  terminal.say(`${describe(visitor)}\nEverything stored about this visitor is in ${file}`)
}

async function erase(visitor: VisitorSummary, options: Options, terminal: Terminal): Promise<void> {
  terminal.say(describe(visitor))
  if (options['dry-run'])
    return terminal.say('All of this would be permanently deleted. Nothing was changed.')
  if (!options.yes) await confirm(terminal)

  const { conversations, messages } = await eraseVisitor(operator, visitor.id)
  // State that a stopped realtime server saved for the next one. Without it, clients reload from the database.
  rmSync(realtimeStateFile(), { force: true })
  terminal.say(`Permanently deleted. Conversations: ${conversations}, messages: ${messages}`)
}

async function confirm({ isInteractive, ask }: Terminal): Promise<void> {
  if (!isInteractive) throw new CommandError('This cannot be undone. Add --yes, or run it in a terminal.')
  const answer = await ask('This cannot be undone. Type delete to continue: ')
  if (answer.trim().toLowerCase() !== 'delete') throw new CommandError('Nothing was changed.')
}
