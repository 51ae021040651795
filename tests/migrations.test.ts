import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { databaseUrl } from '@/server/database/impatient-client'

/** Prisma's command takes seconds to start. */
const timeout = 60_000

it('the migrations produce the schema', { timeout }, () => {
  const options = [
    '--from-migrations',
    'prisma/migrations',
    '--to-schema',
    'prisma/schema.prisma',
    '--exit-code',
  ]
  expect(prisma('migrate', 'diff', ...options)).toContain('No difference detected')
})

it('Prisma accepts a database that was migrated without it', { timeout }, () => {
  expect(prisma('migrate', 'status')).toContain('Database schema is up to date')
})

function prisma(...parameters: string[]): string {
  const env = { ...process.env, DATABASE_URL: databaseUrl(), CHECKPOINT_DISABLE: '1' }
  return execFileSync(process.execPath, ['node_modules/prisma/build/index.js', ...parameters], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}
