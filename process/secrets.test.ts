import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { db } from '@/server/database/db'
import { emptyDatabase } from '@/tests/database'
import { readOrCreateSecrets } from './secrets'

let folder: string
const file = (name: string) => path.join(folder, 'secrets', name)

beforeEach(async () => {
  await emptyDatabase()
  folder = mkdtempSync(path.join(tmpdir(), 'porchlight-secrets-'))
  vi.stubEnv('DATA_DIR', folder)
  onTestFinished(() => rmSync(folder, { recursive: true }))
})

it('are generated once, and shared by every process on the database, whatever its folder', async () => {
  const [first, second] = await Promise.all([readOrCreateSecrets(), readOrCreateSecrets()])
  vi.stubEnv('DATA_DIR', path.join(folder, 'another'))

  expect(second).toEqual(first)
  expect(await readOrCreateSecrets()).toEqual(first)
  expect(new Set(Object.values(first)).size).toBe(4)
  for (const secret of Object.values(first)) expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  expect(existsSync(path.join(folder, 'another'))).toBe(false)
})

it('move from the data folder into the database, once', async () => {
  keep('auth', 'signed many cookies')
  keep('realtime-browser-key', 'signed many tokens')
  keep('postgres-password', 'stays where it is')

  const secrets = await readOrCreateSecrets()

  expect(secrets).toMatchObject({ auth: 'signed many cookies', 'realtime-browser-key': 'signed many tokens' })
  expect(existsSync(file('auth'))).toBe(false)
  expect(existsSync(file('realtime-browser-key'))).toBe(false)
  expect(existsSync(file('postgres-password'))).toBe(true)
  expect(await readOrCreateSecrets()).toEqual(secrets)
})

it('in the database win over those of a folder that belongs to another database, which keeps them', async () => {
  const secrets = await readOrCreateSecrets()
  keep('auth', 'of another database')
  expect(await readOrCreateSecrets()).toEqual(secrets)
  expect(existsSync(file('auth'))).toBe(true)
})

it('move into the database only once if a start is interrupted before deleting the file', async () => {
  keep('auth', 'signed many cookies')
  await db.secret.create({ data: { name: 'auth', value: 'signed many cookies' } })
  expect((await readOrCreateSecrets()).auth).toBe('signed many cookies')
  expect(existsSync(file('auth'))).toBe(false)
})

function keep(name: string, value: string): void {
  mkdirSync(path.join(folder, 'secrets'), { recursive: true })
  writeFileSync(file(name), `${value}\n`)
}
