import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ServedWords } from '@/contract/sites/loader-site'

/** The build output for other web sites. */
export type WidgetBuild = {
  /** The loader without a site's settings. */
  loader: string
  /** The loader with other products' APIs. */
  adapters: { chatwoot: string; intercom: string }
  /** The names of the files that the frame's page loads first. */
  script: string
  styles: string
  /** The name of the script that the loader imports on demand. */
  late: string
  /** The loader's texts, by language. */
  words: Readonly<Record<string, ServedWords>>
  /** The folder of files with hashes in their names. */
  assets: string
}

/** Reads `dist/widget`; `null` if it was not built. */
export function readWidgetBuild(folder: string): WidgetBuild | null {
  try {
    const read = (name: string) => readFileSync(path.join(folder, name), 'utf8')
    const names = JSON.parse(read('frame.json')) as Pick<WidgetBuild, 'script' | 'styles' | 'late'>
    const { script, styles, late } = names
    const words = JSON.parse(read('words.json')) as WidgetBuild['words']
    const adapters = { chatwoot: read('chatwoot.js'), intercom: read('intercom.js') }
    const assets = path.join(folder, 'assets')
    return { loader: read('loader.js'), adapters, script, styles, late, words, assets }
  } catch {
    return null
  }
}
