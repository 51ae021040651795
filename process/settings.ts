import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { type Env, EnvError, readEnv } from '@/server/settings/env'
import { whyNot } from './postgres/data-folder'
import { StartUpError } from './start-up-error'

/**
 * Reads settings from the environment, falling back to `.env`.
 *
 * @throws StartUpError naming every setting that needs fixing
 */
export function loadSettings(file = '.env'): Env {
  for (const [name, value] of Object.entries(readEnvFile(file))) process.env[name] ??= value
  try {
    return readEnv(process.env)
  } catch (error) {
    if (error instanceof EnvError) throw new StartUpError(error.message)
    throw error
  }
}

/** Handles any encoding an editor may use: a byte order mark would otherwise become part of the first name. */
function readEnvFile(file: string): Record<string, string | undefined> {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new StartUpError(`The file ${file} cannot be read: ${whyNot(error)}`)
  }
  return parseEnv(decode(bytes, file).replace(/\r\n?/g, '\n'))
}

function decode(bytes: Buffer, file: string): string {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    if (!text.includes('\0')) return text
  } catch {}
  throw new StartUpError(`The file ${file} is not UTF-8 text: save it as UTF-8`)
}
