import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { loaderWords } from './loader-words.mjs'
import { StepError } from './step.mjs'

/** Where the server looks for it. */
const FOLDER = 'dist/widget'

/** The visitor's components run on Preact, a fifteenth of React's size. */
const PREACT = {
  react: 'preact/compat',
  'react-dom': 'preact/compat',
  'react/jsx-runtime': 'preact/jsx-runtime',
}

/**
 * Properties that only the loader itself uses, and that the build may shorten. None of them may be known to the page, the browser
 * or the server: a shortened browser property reads `undefined`.
 */
export const OWN_NAMES = [
  ...[
    'mount',
    'unmount',
    'insert',
    'showState',
    'openPanel',
    'closePanel',
    'focusFrame',
    'showBadge',
    'showPreview',
    'conceal',
  ],
  ...['onIntent', 'onPress', 'onClose', 'onRetry', 'onConnected', 'onMessage', 'onLate', 'retry', 'isLinked'],
  ...['emit', 'hasConversation', 'noteConversation', 'wasOpen', 'noteOpen', 'onConversation', 'forget'],
]

/** Redundant inside the block that the server wraps around the script. */
const DIRECTIVE = /^"use strict";/

/**
 * Builds what other web sites load: the loader, one script that the server prefixes with each site's settings; the loader under the
 * names of other products; the script that the loader imports on demand; and the frame's files. The names of the last two contain a
 * content hash. `frame.json` lists the files that the frame's page starts with, and the late script.
 *
 * @param {string} build the name of the build
 */
export async function buildWidget(build) {
  const esbuild = await import('esbuild')
  const common = {
    bundle: true,
    write: false,
    minify: true,
    platform: 'browser',
    charset: 'utf8',
    logLevel: 'silent',
    define: { PORCHLIGHT_BUILD: JSON.stringify(build), 'process.env.NODE_ENV': '"production"' },
  }
  try {
    const loader = await esbuild.build({
      ...common,
      entryPoints: {
        loader: 'widget/loader/main.ts',
        chatwoot: 'widget/compat/chatwoot.ts',
        intercom: 'widget/compat/intercom.ts',
      },
      outdir: FOLDER,
      format: 'iife',
      target: 'es2021',
      mangleProps: new RegExp(`^(${OWN_NAMES.join('|')})$`),
    })
    const frame = await esbuild.build({
      ...common,
      entryPoints: { frame: 'widget/frame/main.tsx' },
      outdir: path.join(FOLDER, 'assets'),
      entryNames: '[name]-[hash]',
      chunkNames: '[name]-[hash]',
      assetNames: '[name]-[hash]',
      format: 'esm',
      splitting: true,
      target: 'es2022',
      jsx: 'automatic',
      alias: PREACT,
      loader: { '.module.css': 'local-css' },
      plugins: [lateLinks],
      metafile: true,
    })
    const late = await esbuild.build({
      ...common,
      entryPoints: { late: 'widget/loader/late/main.ts' },
      outdir: path.join(FOLDER, 'assets'),
      entryNames: '[name]-[hash]',
      format: 'esm',
      target: 'es2021',
    })
    const manifest = {
      ...beginningOf(frame.metafile),
      late: path.basename(late.outputFiles[0].path),
      build,
    }
    const hashed = [frame, late].flatMap(({ outputFiles }) => outputFiles)
    await replaceFolder([
      ...loader.outputFiles.map(({ path: file, text }) => [path.basename(file), text.replace(DIRECTIVE, '')]),
      ...hashed.map(({ path: file, contents }) => [path.relative(path.resolve(FOLDER), file), contents]),
      ['frame.json', JSON.stringify(manifest)],
      ['words.json', await loaderWords(esbuild)],
    ])
  } catch (error) {
    throw new StepError('the widget could not be bundled', error.message)
  } finally {
    await esbuild.stop()
  }
}

/** The entry's script and styles, by name. */
function beginningOf({ outputs }) {
  const [script, { cssBundle }] = Object.entries(outputs).find(([, { entryPoint }]) =>
    entryPoint?.endsWith('frame/main.tsx'),
  )
  return { script: path.basename(script), styles: path.basename(cssBundle) }
}

/** Loads the library that finds links after the rest of the frame. */
const lateLinks = {
  name: 'late-links',
  setup({ onResolve }) {
    const links = fileURLToPath(new URL('../../widget/frame/links.ts', import.meta.url))
    onResolve({ filter: /^linkifyjs$/ }, ({ importer }) => (importer === links ? null : { path: links }))
  },
}

/** Written next to the old folder, then swapped, so that no server reads half of it. */
async function replaceFolder(files) {
  const whole = `${FOLDER}.${process.pid}`
  for (const [name, contents] of files) {
    const file = path.join(whole, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, contents)
  }
  await rm(FOLDER, { recursive: true, force: true })
  await rename(whole, FOLDER)
}
