import { existsSync } from 'node:fs'

/** Adds the settings of `.env` to the environment. What the environment already says, an empty value too, wins. */
export function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env')
}
