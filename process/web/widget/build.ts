import { readFileSync } from 'node:fs'
import path from 'node:path'

/** What the build has made for other web sites. */
export type WidgetBuild = {
  /** The loader, without a site's settings. */
  loader: string
  /** The names of the files that the frame's page begins with. */
  script: string
  styles: string
  /** Where the frame's files are. */
  assets: string
}

/** Reads `dist/widget`; `null` where nothing was built, as in tests of other things. */
export function readWidgetBuild(folder: string): WidgetBuild | null {
  try {
    const read = (name: string) => readFileSync(path.join(folder, name), 'utf8')
    const { script, styles } = JSON.parse(read('frame.json')) as { script: string; styles: string }
    return { loader: read('loader.js'), script, styles, assets: path.join(folder, 'assets') }
  } catch {
    return null
  }
}
