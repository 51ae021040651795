import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { casesOf } from './catalogue'

/** Where the tests are that try what a page may do to the chat. Each stands below a line that names the cases it tries. */
const FOLDERS = ['client', 'process', 'tests', 'widget']

it('each case of the chat on a page is tried by a test', () => {
  const tests = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(test|spec)\.tsx?$/.test(name))
      .map((name) => readFileSync(path.join(folder, name), 'utf8')),
  )
  // A line that is left over from a test that is gone stands above no test, or above one that is skipped.
  const tried = tests.flatMap((text) =>
    [...text.matchAll(/^ *\/\/ Tries (WGT-[^\n]+)\.\n *\w*(?:it|[tT]est)\(/gm)].flatMap(([, ids = '']) =>
      ids.split(', '),
    ),
  )
  expect([...new Set(tried)].sort()).toEqual(
    casesOf('widget.js')
      .map(({ id }) => id)
      .sort(),
  )
})
