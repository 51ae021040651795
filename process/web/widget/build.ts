import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ServedWords } from '@/contract/sites/loader-site'

/** What the build has made for other web sites. */
export type WidgetBuild = {
  /** The loader, without a site's settings. */
  loader: string
  /** The loader behind the names of other products. */
  adapters: { chatwoot: string; intercom: string }
  /** The names of the files that the frame's page begins with. */
  script: string
  styles: string
  /** The name of the script that the loader imports when a visit needs it. */
  late: string
  /** What the loader says, by language. */
  words: Readonly<Record<string, ServedWords>>
  /** Where the files with a hash in their names are. */
  assets: string
}

/** Reads `dist/widget`; `null` where nothing was built, as in tests of other things. */
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
