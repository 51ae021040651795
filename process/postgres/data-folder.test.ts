import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { StartUpError } from '@/process/start-up-error'
import { dataFolder, readOrCreateSecret } from './data-folder'

let place: string

beforeEach(() => {
  place = mkdtempSync(path.join(tmpdir(), 'porchlight-data-'))
})

afterEach(() => rmSync(place, { recursive: true }))

it('creates a folder that is closed to other users', () => {
  vi.stubEnv('DATA_DIR', path.join(place, 'deep', 'data'))
  expect(dataFolder()).toBe(path.join(place, 'deep', 'data'))
  expect(statSync(dataFolder()).mode & 0o777).toBe(0o700)
})

it.each([
  ['a file', 'file', /is a file\. Choose a folder/],
  ['below a file', 'file/data', /is a file\. Choose a folder/],
  ['named too long', 'x'.repeat(300), /the name is too long/],
])('explains in one sentence why it cannot be %s', (_, name, sentence) => {
  writeFileSync(path.join(place, 'file'), '')
  vi.stubEnv('DATA_DIR', path.join(place, name))
  expect(dataFolder).toThrow(StartUpError)
  expect(dataFolder).toThrow(sentence)
  expect(dataFolder).toThrow(/^DATA_DIR /)
})

it.runIf(process.platform === 'linux').each(['/proc/porchlight', '/proc/self/porchlight/data'])(
  'reports that the system allows no folder at %s, instead of looping forever',
  (name) => {
    vi.stubEnv('DATA_DIR', name)
    expect(dataFolder).toThrow(/the system does not allow folders there/)
  },
)

it('is created under a name with shell metacharacters', () => {
  const name = path.join(place, '$HOME `id` "quoted" (1)')
  vi.stubEnv('DATA_DIR', name)
  expect(dataFolder()).toBe(name)
})

it('generates a secret once, readable only by its owner', () => {
  const secret = readOrCreateSecret('auth', place)
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  expect(readOrCreateSecret('auth', place)).toBe(secret)
  expect(readOrCreateSecret('other', place)).not.toBe(secret)
  expect(statSync(path.join(place, 'secrets', 'auth')).mode & 0o777).toBe(0o600)
})

it('keeps a secret that was put there', () => {
  mkdirSync(path.join(place, 'secrets'))
  writeFileSync(path.join(place, 'secrets', 'auth'), 'from the old server\n')
  expect(readOrCreateSecret('auth', place)).toBe('from the old server')
})

it('does not accept an empty file as a secret', () => {
  mkdirSync(path.join(place, 'secrets'))
  const file = path.join(place, 'secrets', 'auth')
  writeFileSync(file, '')
  expect(() => readOrCreateSecret('auth', place)).toThrow(`The secret in ${file} is empty`)
  expect(readFileSync(file, 'utf8')).toBe('')
})
