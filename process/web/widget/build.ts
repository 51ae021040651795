import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { LoaderWords } from '@/contract/loader-site'

/** What the build has made for other web sites. */
export type WidgetBuild = {
  /** The loader, without a site's settings. */
  loader: string
  /** The names of the files that the frame's page begins with. */
  script: string
  styles: string
  /** What the loader says, by language. */
  words: Readonly<Record<string, LoaderWords>>
  /** Where the frame's files are. */
  assets: string
}

/** Reads `dist/widget`; `null` where nothing was built, as in tests of other things. */
export function readWidgetBuild(folder: string): WidgetBuild | null {
  try {
    const read = (name: string) => readFileSync(path.join(folder, name), 'utf8')
    const { script, styles } = JSON.parse(read('frame.json')) as { script: string; styles: string }
    const words = JSON.parse(read('words.json')) as WidgetBuild['words']
    return { loader: read('loader.js'), script, styles, words, assets: path.join(folder, 'assets') }
  } catch {
    return null
  }
}
