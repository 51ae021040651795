import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { importSpecifiers } from '@/scripts/steps/imports.mjs'
import { type Arrows, circles, occurrences, sourceFiles, strayImports } from './architecture'

const folders: Arrows = {
  contract: [],
  client: ['contract'],
  hooks: ['client', 'contract'],
  components: ['hooks', 'client', 'contract'],
  widget: ['components', 'hooks', 'client', 'contract'],
  packages: ['components', 'hooks', 'client', 'contract'],
  server: ['contract', 'generated'],
  app: ['server', 'components', 'hooks', 'client', 'contract'],
  'realtime-server': [],
  process: ['app/api', 'server', 'client/words', 'contract', 'realtime-server'],
  'main.ts': ['process', 'server', 'contract', 'realtime-server'],
}

/** A rule for each folder in a folder: allows the files directly in it. */
const rootOf = (folder: string) =>
  sourceFiles(folder)
    .map(({ path }) => path)
    .filter((path) => path.split('/').length === folder.split('/').length + 1)

/** Each subfolder (`rooms`) may import what is listed, itself, and the files directly in `folder`, which import only each other. */
function house(folder: string, rooms: Arrows, root: Arrows = {}): Arrows {
  const files = rootOf(folder)
  const withRoot = (entries: Arrows) =>
    Object.fromEntries(Object.entries(entries).map(([place, allowed]) => [place, [...allowed, ...files]]))
  return {
    ...withRoot(Object.fromEntries(files.map((file) => [file, []]))),
    ...withRoot(rooms),
    ...withRoot(root),
  }
}

/** What each subfolder may import: facts come first, then what builds on them, and HTTP last. */
const houses: Record<string, Arrows> = {
  server: house(
    'server',
    {
      'server/settings': [],
      'server/database': ['server/settings'],
      'server/policy': [],
      'server/audit': ['server/policy', 'server/database'],
      'server/events': ['server/database'],
      'server/log': ['server/events', 'server/policy', 'server/database', 'server/settings'],
      'server/visitors': [
        'server/audit',
        'server/log',
        'server/events',
        'server/policy',
        'server/database',
        'server/settings',
      ],
      'server/sites': [
        'server/audit',
        'server/visitors',
        'server/events',
        'server/policy',
        'server/database',
        'server/settings',
      ],
      'server/conversations': [
        'server/log',
        'server/visitors',
        'server/events',
        'server/policy',
        'server/database',
      ],
      'server/privacy': [
        'server/audit',
        'server/log',
        'server/visitors',
        'server/events',
        'server/policy',
        'server/database',
        'server/settings',
      ],
      'server/identity': [
        'server/audit',
        'server/sites',
        'server/visitors',
        'server/log',
        'server/events',
        'server/policy',
        'server/database',
        'server/settings',
      ],
      'server/agents': [
        'server/audit',
        'server/visitors',
        'server/policy',
        'server/database',
        'server/settings',
      ],
      'server/realtime': [
        'server/sites',
        'server/conversations',
        'server/log',
        'server/events',
        'server/agents',
        'server/visitors',
        'server/policy',
        'server/database',
        'server/settings',
      ],
      'server/jobs': [
        'server/http/limits',
        'server/privacy',
        'server/agents',
        'server/audit',
        'server/visitors',
        'server/database',
        'server/settings',
      ],
      'server/http': ['server'],
    },
    {
      'server/logger.ts': ['server/settings'],
      'server/redact.ts': ['server/settings'],
      'server/own-host.ts': ['server/settings'],
      'server/health.ts': ['server/realtime', 'server/database', 'server/jobs/failed'],
    },
  ),
  client: house('client', {
    'client/browser': [],
    'client/api': ['client/browser'],
    'client/text': ['client/browser'],
    'client/words': ['client/browser'],
    'client/visitor': ['client/browser', 'client/words'],
    'client/realtime': ['client/api', 'client/browser'],
    'client/outbox': ['client/api', 'client/browser'],
    'client/conversation': ['client/outbox', 'client/api', 'client/visitor', 'client/browser', 'client/text'],
    'client/alerts': ['client/browser'],
    'client/desk': [
      'client/alerts',
      'client/conversation',
      'client/outbox',
      'client/realtime',
      'client/api',
      'client/text',
      'client/words',
      'client/browser',
    ],
  }),
  hooks: house('hooks', {
    'hooks/browser': [],
    'hooks/realtime': ['hooks/browser'],
    'hooks/conversation': ['hooks/realtime', 'hooks/browser'],
    'hooks/desk': ['hooks/realtime', 'hooks/browser'],
    'hooks/use-ably-channel.ts': ['hooks/realtime', 'hooks/browser'],
  }),
  components: house('components', {
    'components/ui': [],
    'components/composer': ['components/ui'],
    'components/log': ['components/ui'],
    'components/visitor': ['components/log', 'components/composer', 'components/ui'],
    'components/controls': ['components/ui'],
    'components/account': ['components/controls', 'components/ui'],
    'components/desk': ['components/log', 'components/composer', 'components/controls', 'components/ui'],
    'components/settings': ['components/account', 'components/desk', 'components/controls', 'components/ui'],
    'components/setup': ['components/settings', 'components/account', 'components/controls', 'components/ui'],
    'components/join': ['components/account', 'components/controls', 'components/ui'],
    'components/sign-in': ['components/account', 'components/controls', 'components/ui'],
  }),
  widget: house('widget', {
    'widget/loader': ['widget/porchlight'],
    'widget/compat': ['widget/loader', 'widget/porchlight'],
    'widget/frame': [],
  }),
  process: house(
    'process',
    {
      'process/web': [],
      'process/postgres': [],
      'process/commands': ['process/postgres'],
    },
    {
      'process/process-registry.ts': ['process/postgres/place'],
      'process/realtime.ts': ['process/postgres/data-folder'],
      'process/settings.ts': ['process/postgres/data-folder'],
      'process/secrets.ts': ['process/postgres/data-folder'],
    },
  ),
}

/** A folder with more source files than this does not fit on one screen: split it. */
const MOST_FILES = 20

/** All folders but the realtime server, whose scope is frozen, and `tests`. */
const ROOMY = [
  ...Object.keys(folders).filter((name) => name !== 'realtime-server' && name !== 'main.ts'),
  'prisma',
  'scripts',
  'bench',
  'chaos',
]

const ourCode = Object.keys(folders).flatMap(sourceFiles)

describe('arrows', () => {
  it.each(Object.keys(folders))('%s imports only what is allowed', (folder) => {
    expect(strayImports(sourceFiles(folder), folders)).toEqual([])
  })

  it.each(Object.entries(houses))('in %s each folder imports only those before it', (folder, rooms) => {
    const inside = sourceFiles(folder).map((file) => ({ ...file, text: onlyImportsOf(folder, file.text) }))
    expect(strayImports(inside, rooms)).toEqual([])
  })

  it.each(ROOMY)('%s has no folder with too many files', (folder) => {
    const folders = sourceFiles(folder).map(({ path }) => path.slice(0, path.lastIndexOf('/')))
    const crowded = folders.filter((name) => folders.filter((other) => other === name).length > MOST_FILES)
    expect([...new Set(crowded)]).toEqual([])
  })

  it('has no cycles', () => {
    expect(circles(ourCode)).toEqual([])
  })

  it('accesses the message table in `server/log` only: elsewhere a note could leak', () => {
    const outside = sourceFiles('server').filter(({ path }) => !path.startsWith('server/log/'))
    const table =
      /\b(FROM|JOIN|INTO|UPDATE)\s+"?message\b|\.message\.(find|create|update|delete|count|upsert|aggregate|group)/
    expect(outside.filter(({ text }) => table.test(text)).map(({ path }) => path)).toEqual([])
  })

  it('keeps Next.js out of the server and the realtime server', () => {
    const strays = [...sourceFiles('server'), ...sourceFiles('realtime-server')].filter(({ text }) =>
      importSpecifiers(text).some((specifier) => /^next(\/|$)/.test(specifier)),
    )
    expect(strays.map(({ path }) => path)).toEqual([])
  })

  it('knows every folder with code', () => {
    const known = [
      ...Object.keys(folders),
      'prisma',
      'scripts',
      'tests',
      'bench',
      'chaos',
      'docs',
      'public',
      'examples',
    ]
    const built = ['generated', 'node_modules', 'dist', 'test-results']
    const unknown = readdirSync('.', { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .filter((name) => ![...known, ...built].includes(name) && sourceFiles(name).length > 0)
    expect(unknown).toEqual([])
  })
})

describe('single places', () => {
  it('reads the environment in server/settings/env.ts, at process start and in tools', () => {
    const elsewhere = ourCode.filter(
      ({ path }) => !/^(server\/settings\/env\.ts|process\/|main\.ts)/.test(path),
    )
    expect(occurrences(elsewhere, /process\.env/)).toEqual([])
  })

  it('parses addresses in contract/parse-url.ts: in Node.js 20 `URL.canParse` refuses valid ones', () => {
    expect(occurrences(ourCode, /\bcanParse\b/)).toEqual([])
  })

  it('names channels in contract/log/channels.ts', () => {
    const elsewhere = ourCode.filter(({ path }) => path !== 'contract/log/channels.ts')
    expect(occurrences(elsewhere, /['"`](support|staff):/)).toEqual([])
  })

  it('accesses a page’s storage, address and title only in the host or the desk', () => {
    const browserCode = ourCode.filter(({ path }) => /^(client|hooks|components)\//.test(path))
    const outside = (places: RegExp) => browserCode.filter(({ path }) => !places.test(path))
    const storing = /^client\/(browser\/|visitor\/host\/(page|frame|app)-host)/
    expect(occurrences(outside(storing), /\b(local|session)Storage\b|\bindexedDB\b/)).toEqual([])
    const titling = /^client\/(visitor\/(host\/document-host|title-alert)|browser\/title-keeper)/
    expect(occurrences(outside(titling), /document\.(title|referrer)/)).toEqual([])
    const cookies = /^client\/(visitor\/host\/frame-credential|browser\/agent-language)/
    expect(occurrences(outside(cookies), /document\.cookie/)).toEqual([])
    const visitors = browserCode.filter(({ path }) => /^client\/(visitor|conversation|outbox)\//.test(path))
    const addresses = occurrences(visitors, /\blocation\./).map((place) => place.replace(/:\d+$/, ''))
    expect([...new Set(addresses)]).toEqual([
      'client/visitor/host/document-host.ts',
      'client/visitor/host/frame-credential.ts',
    ])
  })

  it('denies permission in server/policy only', () => {
    const elsewhere = sourceFiles('server').filter(({ path }) => !path.startsWith('server/policy/'))
    const routes = sourceFiles('app/api')
    expect(occurrences([...elsewhere, ...routes], /SupportError\(\s*'(forbidden|blocked)'/)).toEqual([])
  })

  it('spells the paths of the API in contract/api-calls.ts', () => {
    const elsewhere = ourCode.filter(({ path }) => path !== 'contract/api-calls.ts')
    const imports = /(from|import)\s*\(?\s*['"][^'"\n]*['"]/g
    const files = elsewhere.map(({ path, text }) => ({ path, text: text.replace(imports, '') }))
    expect(occurrences(files, PATH_OF_THE_API)).toEqual([])
  })
})

/** In quotes or a template, also after an origin: `'/api/support…'`, `` `${origin}/api/ably…` ``. */
const PATH_OF_THE_API =
  /['"`}]\/?api\/|['"`}]\/(support|ably)\/(conversations|visitors|agents|availability|auth)/

describe('the checker', () => {
  const arrows: Arrows = {
    contract: [],
    client: ['contract'],
    server: ['contract'],
    'server/database/db.ts': [],
  }

  // None names a module that loads `pg`, or this test would count as one that needs a database.
  it.each([
    ['an alias', `import { env } from '@/server/settings/env'`],
    ['a relative path', `import { env } from '../../server/settings/env'`],
    ['a type', `import type { Env } from "@/server/settings/env"`],
    ['a side effect', `import '@/server/settings/env'`],
    ['a dynamic import', `const { env } = await import('@/server/settings/env')`],
    ['a re-export', `export * from '@/server/settings/env'`],
    ['several lines', `import {\n  env,\n  provideEnv,\n} from '@/server/settings/env'`],
  ])('notices a stray import by %s', (_, text) => {
    expect(strayImports([{ path: 'client/api/api.ts', text }], arrows)).toHaveLength(1)
  })

  it('accepts allowed imports', () => {
    const text = `import { a } from '@/contract/log/message'\nimport { b } from './outbox'\nimport { z } from 'zod'`
    expect(strayImports([{ path: 'client/api/api.ts', text }], arrows)).toEqual([])
  })

  it('finds cycles, except of types', () => {
    const circle = (third: string) => [
      { path: 'a/one.ts', text: `import { two } from '@/b/two'` },
      { path: 'b/two.ts', text: `import { three } from './three'\nimport type { One } from '@/a/one'` },
      { path: 'b/three.ts', text: third },
    ]
    expect(circles(circle(`import { one } from '@/a/one'`))).toEqual([['a/one.ts', 'b/two.ts', 'b/three.ts']])
    expect(circles(circle(`import type {\n  One,\n} from '@/a/one'`))).toEqual([])
  })

  it('applies the rule of the longest matching path', () => {
    const text = `import { a } from '@/contract/log/message'`
    expect(strayImports([{ path: 'server/database/db.ts', text }], arrows)).toEqual([
      'server/database/db.ts → contract/log/message',
    ])
    expect(strayImports([{ path: 'server/settings/env.ts', text }], arrows)).toEqual([])
  })

  it('distinguishes folders with similar names', () => {
    const text = `import { a } from '@/contract-drafts/message'`
    expect(strayImports([{ path: 'client/api/api.ts', text }], arrows)).toHaveLength(1)
  })

  it('refuses a file outside every rule', () => {
    expect(strayImports([{ path: 'misc/file.ts', text: '' }], arrows)).toEqual([
      'misc/file.ts has no place in the arrows',
    ])
  })

  it.each([
    [`fetch('/api/support/conversations')`, true],
    [`fetch(\`\${origin}/api/ably/auth\`)`, true],
    [`ask('/conversations', '/support/visitors/a')`, true],
    [`new URL("api/health", origin)`, true],
    [`go('/support/agent')`, false],
    [`pathOf('getHealth')`, false],
  ])('recognizes a path of the API: %s', (text, isPath) => {
    expect(occurrences([{ path: 'a.ts', text }], PATH_OF_THE_API)).toHaveLength(isPath ? 1 : 0)
  })

  it('finds words in code, but not in comments', () => {
    const text = `// process.env\n/* process.env\n process.env */\nconst url = 'http://a'; process.env.X`
    expect(occurrences([{ path: 'a.ts', text }], /process\.env/)).toEqual(['a.ts:4'])
  })
})

function onlyImportsOf(folder: string, text: string): string {
  return importSpecifiers(text)
    .filter((specifier) => specifier.startsWith(`@/${folder}/`) || specifier.startsWith('.'))
    .filter((specifier) => !specifier.includes('generated/'))
    .map((specifier) => `import '${specifier}'`)
    .join('\n')
}
