import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { siteLocales, siteSettings } from '@/contract/sites/site-settings'
import { isBuilt } from '@/scripts/steps/build.mjs'
import { readWidgetBuild } from './build'
import { loaderScript } from './texts'

/** In gzipped bytes, as measured in a browser by `npm run bench -- weight`. A site’s own texts, paths and address add to this. */
const LOADER_BYTES = 6_000
const TYPEABLE_BYTES = 60_000

const build = isBuilt() ? readWidgetBuild('dist/widget') : null

describe.skipIf(build === null)('the code that other sites load', () => {
  it.each(siteLocales)('starts with a loader of at most 6,000 bytes, in %s', (locale) => {
    const site = {
      key: 'pk_0d2f6c1a9b3e4d5f8a7c6b5e',
      name: 'Shop',
      settings: siteSettings.parse({ locale }),
    }
    expect(weightOf(loaderScript(built(), site))).toBeLessThanOrEqual(LOADER_BYTES)
  })

  it('lets a visitor type after a frame of at most 60,000 bytes', () => {
    const { script, styles, assets } = built()
    const read = (name: string) => readFileSync(path.join(assets, name), 'utf8')
    const files = new Set([script, styles])
    for (const name of files)
      for (const [, imported] of read(name).matchAll(/(?:from|import)"\.\/([\w-]+\.js)"/g))
        if (imported !== undefined) files.add(imported)
    expect([...files].length).toBeGreaterThan(2)
    const weight = [...files].reduce((sum, name) => sum + weightOf(read(name)), 0)
    expect(weight).toBeLessThanOrEqual(TYPEABLE_BYTES)
  })
})

function weightOf(text: string): number {
  return gzipSync(text, { level: 9 }).length
}

function built() {
  if (build === null) throw new Error('there is no build')
  return build
}
