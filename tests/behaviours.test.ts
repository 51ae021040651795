import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const DOCUMENT = 'docs/behaviours.md'
const FOLDERS = ['client', 'components', 'hooks', 'packages', 'tests', 'widget']

it('lists exactly the behaviours that tests name, each once', () => {
  const tests = FOLDERS.flatMap(testFiles)
  const named = new Set(tests.flatMap((file) => readFileSync(file, 'utf8').match(/\b[WAX]-\d{2}\b/g) ?? []))
  const rows = readFileSync(DOCUMENT, 'utf8').matchAll(/^\| ([WAX]-\d{2}) \| \S/gm)
  const described = [...rows].map(([, id]) => id)

  expect(named.size).toBeGreaterThan(50)
  expect(described.toSorted()).toEqual([...named].toSorted())
})

function testFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(test|spec)\.tsx?$/.test(name) && !name.includes('node_modules'))
    .map((name) => path.join(folder, name))
}
