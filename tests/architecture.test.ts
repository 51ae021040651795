import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { apiRoutes } from '@/process/api-routes'
import { type Arrows, importSpecifiers, occurrences, sourceFiles, strayImports } from './architecture'

const folders: Arrows = {
  contract: [],
  client: ['contract'],
  hooks: ['client', 'contract'],
  components: ['hooks', 'client', 'contract'],
  widget: ['components', 'client', 'contract'],
  server: ['contract', 'generated'],
  app: ['server', 'components', 'hooks', 'client', 'contract'],
  'realtime-server': [],
  process: ['app/api', 'server', 'contract', 'realtime-server'],
  'main.ts': ['process', 'server', 'contract', 'realtime-server'],
}

const serverRoot = sourceFiles('server')
  .map(({ path }) => path)
  .filter((path) => path.split('/').length === 2)

/** Inside the server. What stands directly in it is for everybody and leans on nothing else, but for the health check. */
const serverFolders: Arrows = {
  'server/http': ['server'],
  'server/auth': ['server/support', 'server/publishing', ...serverRoot],
  'server/support': ['server/outbox/record', 'server/outbox/wake', ...serverRoot],
  'server/outbox': ['server/publishing', ...serverRoot],
  'server/publishing': ['server/support/errors', 'server/support/viewer', ...serverRoot],
  ...Object.fromEntries(serverRoot.map((file) => [file, serverRoot])),
  'server/health.ts': ['server/publishing', ...serverRoot],
}

const ourCode = Object.keys(folders).flatMap(sourceFiles)

describe('arrows', () => {
  it.each(Object.keys(folders))('%s imports only what it may', (folder) => {
    expect(strayImports(sourceFiles(folder), folders)).toEqual([])
  })

  it('inside the server: http → support → outbox/record → db, and never backwards', () => {
    const inside = sourceFiles('server').map((file) => ({ ...file, text: onlyServerImports(file.text) }))
    expect(strayImports(inside, serverFolders)).toEqual([])
  })

  it('keeps Next.js out of the server and the realtime server', () => {
    const strays = [...sourceFiles('server'), ...sourceFiles('realtime-server')].filter(({ text }) =>
      importSpecifiers(text).some((specifier) => /^next(\/|$)/.test(specifier)),
    )
    expect(strays.map(({ path }) => path)).toEqual([])
  })

  it('knows every folder with code', () => {
    const known = [...Object.keys(folders), 'prisma', 'scripts', 'tests', 'bench', 'chaos', 'docs', 'public']
    const built = ['generated', 'node_modules', 'dist', 'test-results']
    const unknown = readdirSync('.', { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .filter((name) => ![...known, ...built].includes(name) && sourceFiles(name).length > 0)
    expect(unknown).toEqual([])
  })
})

describe('single places', () => {
  it('reads the environment in server/env.ts, at the start of the process and in tools', () => {
    const elsewhere = ourCode.filter(({ path }) => !/^(server\/env\.ts|process\/|main\.ts)/.test(path))
    expect(occurrences(elsewhere, /process\.env/)).toEqual([])
  })

  it('names channels in contract/channels.ts', () => {
    const elsewhere = ourCode.filter(({ path }) => path !== 'contract/channels.ts')
    expect(occurrences(elsewhere, /['"`](support|staff):/)).toEqual([])
  })

  it('serves exactly the routes of app/api', () => {
    const files = sourceFiles('app/api')
      .map(({ path }) => path)
      .filter((path) => path.endsWith('/route.ts'))
    const paths = files.map((path) =>
      path
        .replace(/^app|\/route\.ts$/g, '')
        .replace(/\[\.\.\.\w+\]/g, '*')
        .replace(/\[(\w+)\]/g, ':$1'),
    )
    expect(apiRoutes.map(({ path }) => path).sort()).toEqual(paths.sort())
    for (const { path, module } of apiRoutes) expect(Object.keys(module), path).not.toEqual([])
  })
})

describe('the watchman itself', () => {
  const arrows: Arrows = { contract: [], client: ['contract'], server: ['contract'], 'server/db.ts': [] }

  it.each([
    ['an alias', `import { db } from '@/server/db'`],
    ['a relative path', `import { db } from '../server/db'`],
    ['a type', `import type { Env } from "@/server/env"`],
    ['a side effect', `import '@/server/env'`],
    ['a dynamic import', `const { db } = await import('@/server/db')`],
    ['a re-export', `export * from '@/server/db'`],
    ['several lines', `import {\n  db,\n  pool,\n} from '@/server/db'`],
  ])('notices a stray import by %s', (_, text) => {
    expect(strayImports([{ path: 'client/api.ts', text }], arrows)).toHaveLength(1)
  })

  it('lets the allowed ones pass', () => {
    const text = `import { a } from '@/contract/message'\nimport { b } from './outbox'\nimport { z } from 'zod'`
    expect(strayImports([{ path: 'client/api.ts', text }], arrows)).toEqual([])
  })

  it('takes the rule of the nearest place', () => {
    const text = `import { a } from '@/contract/message'`
    expect(strayImports([{ path: 'server/db.ts', text }], arrows)).toEqual([
      'server/db.ts → contract/message',
    ])
    expect(strayImports([{ path: 'server/env.ts', text }], arrows)).toEqual([])
  })

  it('is not fooled by a folder with a similar name', () => {
    const text = `import { a } from '@/contract-drafts/message'`
    expect(strayImports([{ path: 'client/api.ts', text }], arrows)).toHaveLength(1)
  })

  it('refuses a file that has no place', () => {
    expect(strayImports([{ path: 'misc/file.ts', text: '' }], arrows)).toEqual([
      'misc/file.ts has no place in the arrows',
    ])
  })

  it('finds words in code, but not in comments', () => {
    const text = `// process.env\n/* process.env\n process.env */\nconst url = 'http://a'; process.env.X`
    expect(occurrences([{ path: 'a.ts', text }], /process\.env/)).toEqual(['a.ts:4'])
  })
})

function onlyServerImports(text: string): string {
  return importSpecifiers(text)
    .filter((specifier) => specifier.startsWith('@/server/') || specifier.startsWith('.'))
    .filter((specifier) => !specifier.includes('generated/'))
    .map((specifier) => `import '${specifier}'`)
    .join('\n')
}
