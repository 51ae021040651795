import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { loadSettings } from './settings'

let file: string

beforeEach(() => {
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-env-'))
  file = path.join(folder, '.env')
  for (const name of ['PORT', 'HOST', 'DATABASE_URL', 'ADMIN_PASSWORD', 'ADMIN_EMAIL'])
    vi.stubEnv(name, undefined)
  onTestFinished(() => rmSync(folder, { recursive: true }))
})

const text =
  'PORT=3313\nHOST="0.0.0.0"\n# a remark\nexport ADMIN_EMAIL=olga@example.com\nADMIN_PASSWORD=\'a # lamp on the porch\'\n'
const utf16be = (content: string) => Buffer.from(`\ufeff${content}`, 'utf16le').swap16()

it.each([
  ['saved plainly', Buffer.from(text)],
  ['with a byte order mark', Buffer.from(`\ufeff${text}`)],
  ['with Windows line endings', Buffer.from(text.replaceAll('\n', '\r\n'))],
  ['with old Mac line endings', Buffer.from(text.replaceAll('\n', '\r'))],
  [
    'in little-endian UTF-16, as PowerShell writes it',
    Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'utf16le'),
  ],
  ['in big-endian UTF-16', utf16be(text)],
])('a .env %s is read completely', (_, bytes) => {
  writeFileSync(file, bytes)
  expect(loadSettings(file)).toMatchObject({
    PORT: 3313,
    HOST: '0.0.0.0',
    ADMIN_EMAIL: 'olga@example.com',
    ADMIN_PASSWORD: 'a # lamp on the porch',
  })
})

it.each([
  ['in Latin-1', Buffer.from('PORT=3313\n# grün\n', 'latin1')],
  ['in UTF-16 without a byte order mark', Buffer.from(text, 'utf16le')],
])('a .env %s is refused in one sentence', (_, bytes) => {
  writeFileSync(file, bytes)
  expect(() => loadSettings(file)).toThrow(`${file} is not UTF-8 text: save it as UTF-8`)
})

it('a .env that is a folder is refused in one sentence', () => {
  mkdirSync(file)
  expect(() => loadSettings(file)).toThrow(`${file} cannot be read: it is a folder`)
})

it('the environment wins, and a missing file is fine', () => {
  vi.stubEnv('PORT', '4000')
  writeFileSync(file, text)
  expect(loadSettings(file).PORT).toBe(4000)
  expect(loadSettings(`${file}.missing`).PORT).toBe(4000)
})
