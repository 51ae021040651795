import { existsSync } from 'node:fs'
import { type Env, EnvError, readEnv } from '@/server/env'
import { StartUpError } from './start-up-error'

/**
 * Reads the settings from the environment and, for what is not set there, from `.env`.
 *
 * @throws StartUpError naming every setting that needs fixing
 */
export function loadSettings(): Env {
  if (existsSync('.env')) process.loadEnvFile('.env')
  try {
    return readEnv(process.env)
  } catch (error) {
    if (error instanceof EnvError) throw new StartUpError(error.message)
    throw error
  }
}
