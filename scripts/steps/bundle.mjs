import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StepError } from './step.mjs'

/** What all our bundles have in common. Packages stay where they are. */
export const bundleOptions = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
}

/**
 * Writes a program and everything of ours that it imports as one file. Takes a fraction of a second. Another process that bundles
 * or reads the same file meanwhile finds it whole.
 *
 * @param {string} entry
 * @param {string} outfile
 * @param {Record<string, string>} define expressions that are replaced, and by what
 */
export async function bundle(entry, outfile, define = {}) {
  const esbuild = await import('esbuild')
  try {
    const { outputFiles } = await esbuild.build({
      ...bundleOptions,
      entryPoints: [entry],
      outfile,
      define,
      sourcemap: true,
      logLevel: 'silent',
      write: false,
    })
    await mkdir(dirname(outfile), { recursive: true })
    for (const { path, contents } of outputFiles) await replaceFile(path, contents)
  } catch (error) {
    throw new StepError(`${entry} could not be bundled`, error.message)
  } finally {
    // Otherwise esbuild's own process would stay as long as the program.
    await esbuild.stop()
  }
}

async function replaceFile(path, contents) {
  const whole = `${path}.${process.pid}`
  await writeFile(whole, contents)
  await rename(whole, path)
}
