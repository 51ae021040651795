import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { run, runTool, StepError, step } from './step.mjs'

const PACKAGE = 'packages/react'
const DIST = `${PACKAGE}/dist`
/** Prefixes the package's class names, so that they cannot clash with the application's. */
const PREFIX = 'porchlight-'

/** Builds the React package into its `dist`: scripts, declarations and one style sheet. */
export async function buildReactPackage() {
  rmSync(DIST, { recursive: true, force: true })
  await step('Building the React package', async () => {
    await bundleScripts()
    await writeDeclarations()
  })
  copyFileSync('LICENSE', `${PACKAGE}/LICENSE`)
}

async function bundleScripts() {
  const esbuild = await import('esbuild')
  try {
    await esbuild.build({
      // One style sheet for everything, including what is loaded later.
      entryPoints: [`${PACKAGE}/src/index.ts`, `${PACKAGE}/src/styles.ts`],
      outdir: DIST,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      jsx: 'automatic',
      external: ['react', 'react-dom', 'react/jsx-runtime', 'ably', 'ably/*'],
      plugins: [prefixedClassNames, scopedTheme],
      minifySyntax: true,
      legalComments: 'none',
      logLevel: 'silent',
    })
  } catch (error) {
    throw new StepError('the React package could not be bundled', error.message)
  } finally {
    await esbuild.stop()
  }
  // For Next.js, when a server component imports the package.
  writeFileSync(`${DIST}/index.js`, `'use client'\n${readFileSync(`${DIST}/index.js`, 'utf8')}`)
  for (const file of readdirSync(DIST)) {
    if (file === 'styles.js' || (file.endsWith('.css') && file !== 'styles.css')) rmSync(`${DIST}/${file}`)
  }
}

/** esbuild derives local class names from the file's name. */
const prefixedClassNames = {
  name: 'prefixed-class-names',
  setup(build) {
    build.onResolve({ filter: /\.module\.css$/ }, ({ path: name, resolveDir }) => {
      const file = path.relative('.', path.resolve(resolveDir, name))
      return { path: path.join(path.dirname(file), PREFIX + path.basename(file)), namespace: 'module' }
    })
    build.onLoad({ filter: /./, namespace: 'module' }, ({ path: name }) => {
      const file = path.join(path.dirname(name), path.basename(name).slice(PREFIX.length))
      return {
        contents: readFileSync(file, 'utf8'),
        loader: 'local-css',
        resolveDir: path.resolve(path.dirname(file)),
      }
    })
  },
}

/** Scopes the chat's colours and element rules to the chat's own part of the page. */
const scopedTheme = {
  name: 'scoped-theme',
  setup(build) {
    build.onLoad({ filter: /styles[/\\]tokens\.css$/ }, ({ path: file }) => ({
      contents: readFileSync(file, 'utf8')
        .replace(':root {', '.porchlight-chat {\n  display: contents;')
        // Applications with themes of their own set the same attribute.
        .replace(/^(\[data-theme="\w+"\]) \{/gm, '$1 .porchlight-chat {'),
      loader: 'css',
    }))
    build.onLoad({ filter: /styles[/\\]base\.css$/ }, ({ path: file }) => ({
      // Zero specificity, as in our own pages, so that every class of the chat wins.
      contents: `:where(.porchlight-chat) {\n${scoped(readFileSync(file, 'utf8'))}\n}`,
      loader: 'css',
    }))
  },
}

/** Scopes a sheet to one element: drops rules for `html`, and applies those for `body` to the element. */
function scoped(sheet) {
  return sheet.replace(/^html \{[^}]*\}/m, '').replace(/^body \{[^}]*\}/m, `&${bodyRule(sheet)}`)
}

function bodyRule(sheet) {
  const [, rule = ''] = /^body (\{[^}]*\})/m.exec(sheet) ?? []
  return rule.replace(/^\s*(margin|background):[^;]*;\n/gm, '')
}

async function writeDeclarations() {
  await runTool('typescript/bin/tsc', [
    `${PACKAGE}/src/declarations.ts`,
    '--ignoreConfig',
    '--declaration',
    '--emitDeclarationOnly',
    '--skipLibCheck',
    '--jsx',
    'react-jsx',
    '--module',
    'esnext',
    '--moduleResolution',
    'bundler',
    '--outDir',
    DIST,
  ])
  renameSync(`${DIST}/declarations.d.ts`, `${DIST}/index.d.ts`)
}

/** Packs the built React package and unpacks it into an example, as if installed from a registry. */
export async function installReactPackage(example) {
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-react-'))
  try {
    await run('npm', ['pack', './packages/react', '--pack-destination', folder, '--silent'])
    const target = `examples/${example}/node_modules/@porchlight/react`
    rmSync(target, { recursive: true, force: true })
    mkdirSync(target, { recursive: true })
    await run('tar', [
      '-xzf',
      path.join(folder, 'porchlight-react-0.1.0.tgz'),
      '-C',
      target,
      '--strip-components=1',
    ])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
