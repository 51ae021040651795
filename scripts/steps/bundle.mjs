import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StepError } from './step.mjs'

/** Options that all our bundles share. Packages stay external. */
export const bundleOptions = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
}

/**
 * Bundles a program with all of our own code that it imports into one file, in a fraction of a second. Replaces the file
 * atomically, so that other processes never read half of it.
 *
 * @param {string} entry
 * @param {string} outfile
 * @param {Record<string, string>} define expressions to replace, with their replacements
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
    // Otherwise esbuild's process would live as long as this one.
    await esbuild.stop()
  }
}

async function replaceFile(path, contents) {
  const whole = `${path}.${process.pid}`
  await writeFile(whole, contents)
  await rename(whole, path)
}
