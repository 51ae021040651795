import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { dataFolder, readOrCreateSecret } from './data-folder'

let place: string

beforeEach(() => {
  place = mkdtempSync(path.join(tmpdir(), 'porchlight-data-'))
})

afterEach(() => rmSync(place, { recursive: true }))

it('makes a folder that is closed to others', () => {
  vi.stubEnv('DATA_DIR', path.join(place, 'deep', 'data'))
  expect(dataFolder()).toBe(path.join(place, 'deep', 'data'))
  expect(statSync(dataFolder()).mode & 0o777).toBe(0o700)
})

it('makes a secret once, for its owner only', () => {
  const secret = readOrCreateSecret('auth', place)
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  expect(readOrCreateSecret('auth', place)).toBe(secret)
  expect(readOrCreateSecret('other', place)).not.toBe(secret)
  expect(statSync(path.join(place, 'secrets', 'auth')).mode & 0o777).toBe(0o600)
})

it('keeps a secret that someone put there', () => {
  mkdirSync(path.join(place, 'secrets'))
  writeFileSync(path.join(place, 'secrets', 'auth'), 'from the old server\n')
  expect(readOrCreateSecret('auth', place)).toBe('from the old server')
})

it('does not take an empty file for a secret', () => {
  mkdirSync(path.join(place, 'secrets'))
  const file = path.join(place, 'secrets', 'auth')
  writeFileSync(file, '')
  expect(() => readOrCreateSecret('auth', place)).toThrow(`The secret in ${file} is empty`)
  expect(readFileSync(file, 'utf8')).toBe('')
})
