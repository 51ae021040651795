import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { bundle } from '@/scripts/steps/bundle.mjs'
import { nameSourceLines } from './source-lines'

const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-'))
const built = path.join(folder, 'dist/lamp.mjs')

beforeAll(async () => {
  mkdirSync(path.join(folder, 'lamps'))
  const source = path.join(folder, 'lamps/lamp.ts')
  writeFileSync(source, '// A lamp.\nexport function light(): never {\n  throw new Error("no oil")\n}\n')
  await bundle(source, built)
})
beforeEach(() => void vi.spyOn(process, 'cwd').mockReturnValue(folder))
afterAll(() => rmSync(folder, { recursive: true }))

it.each([
  ['an address', pathToFileURL(built).href],
  ['a path', built],
  ['a path relative to the product’s folder', 'dist/lamp.mjs'],
])('names the line of the source for %s in the build', (_, place) => {
  expect(nameSourceLines(`Error: no oil\n    at light (${place}:3:9)`)).toBe(
    'Error: no oil\n    at light (lamps/lamp.ts:3:9)',
  )
})

it.each([
  'at a (dist/missing.mjs:3:9)',
  'at a (dist/../dist/lamp.mjs:3:9)',
  'at a (/etc/dist/lamp.mjs:3:9)',
  'at a (dist/lamp.mjs:0:9)',
  'at a (dist/lamp.mjs:999999999:9)',
  'at a (dist/lamp.mjs:9999999999999999999:9)',
  'at async Promise.all (index 0)',
  'at a (/elsewhere/app/lamps/lamp.ts:3:9)',
])('leaves %j alone', (trace) => {
  expect(nameSourceLines(trace)).toBe(trace)
})

it('shortens only paths that begin with the product’s folder', () => {
  vi.mocked(process.cwd).mockReturnValue('/app')
  expect(nameSourceLines('at a (/app/.next/server/app/x.js:1:2) https://shop.example/app/lamps')).toBe(
    'at a (.next/server/app/x.js:1:2) https://shop.example/app/lamps',
  )
})

it('takes a long message without blocking', () => {
  const message = ',dist/'.repeat(200_000)
  const startedAt = performance.now()
  expect(nameSourceLines(message)).toBe(message)
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})
