import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { MODULE_MOCK, needOf, reachedFrom, testsByNeed } from '@/scripts/steps/needs.mjs'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'porchlight-needs-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

/** Writes a test with this text, and next to it the modules `near` and `far`, of which the first imports the second. */
function testWith(text: string, far = ''): string {
  const file = (name: string) => path.posix.join(folder, name)
  writeFileSync(file('near.ts'), `export { far } ${source('./far')}`)
  writeFileSync(file('far.ts'), far)
  writeFileSync(file('some.test.ts'), text)
  return file('some.test.ts')
}

/** Assembled at run time; otherwise this test itself would reach what it writes. */
const source = (name: string) => `from '${name}'`
const near = `import { near } ${source('./near')}`

it.each([
  ['pure', near, `import path ${source('node:path')}`],
  ['pure', `import type { Pool } ${source('pg')}`, ''],
  ['dom', '// @vitest-environment jsdom\n', ''],
  ['mocking', `// @vitest-environment jsdom\nvi.${'mock'}('./near')\n`, ''],
  ['built', `import { isBuilt } ${source('@/scripts/steps/build.mjs')}`, ''],
  ['realtime', near, `import { WebSocket } ${source('ws')}`],
  ['realtime', `import { createRealtimeServer } ${source('@/realtime-server')}`, ''],
  ['database', near, `import { pool } ${source('@/server/database/db')}`],
  ['database', near.replace(/import.*from (.*)/, 'await import($1)'), `import pg ${source('pg')}`],
  [
    'database',
    `// @vitest-environment jsdom\n${near}`,
    `import { WebSocket } ${source('ws')}\nimport pg ${source('pg')}`,
  ],
])('is %s for %j, near which stands %j', (need, text, far) => {
  expect(needOf(testWith(text, far))).toBe(need)
})

it('reaches modules that load each other', () => {
  const reached = reachedFrom(testWith(near, near))
  expect([...reached].map((file) => path.basename(file))).toEqual(['some.test.ts', 'near.ts', 'far.ts'])
})

it('gives every test one project', () => {
  const tests = testsByNeed()
  const all = Object.values(tests).flat()
  expect(new Set(all).size).toBe(all.length)
  expect(tests.pure).toContain('server/settings/values.test.ts')
  expect(tests.pure).toContain('tests/architecture.test.ts')
  expect(tests.dom).toContain('widget/loader/page.test.ts')
  expect(tests.realtime).toContain('realtime-server/conformance/publish.test.ts')
  expect(tests.database).toContain('tests/safety/access.test.ts')
})

// These share a process, in which a mock would last for the files that follow. `tests/setup-database.ts` has the only one.
it('lets no database test mock a module', () => {
  const mocks = testsByNeed().database.filter((file) => MODULE_MOCK.test(readFileSync(file, 'utf8')))
  expect(mocks).toEqual([])
})
