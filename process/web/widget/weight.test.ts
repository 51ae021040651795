import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { siteLocales, siteSettings } from '@/contract/site-settings'
import { readWidgetBuild } from './build'
import { loaderScript } from './texts'

/** With the names of another product around it. */
const ADAPTER_BYTES = 7_300

/** As `npm run bench -- weight` measures it in a browser. */
const LOADER_BYTES = 6_000

const build = readWidgetBuild('dist/widget')

it.skipIf(build === null).each(siteLocales)('sends a loader of at most 6,000 bytes, in %s', (locale) => {
  if (build === null) throw new Error('there is no build')
  const site = { key: 'pk_0d2f6c1a9b3e4d5f8a7c6b5e', name: 'Shop', settings: siteSettings.parse({ locale }) }
  expect(gzipSync(loaderScript(build, site), { level: 9 }).length).toBeLessThanOrEqual(LOADER_BYTES)
})

it.skipIf(build === null).each(['chatwoot', 'intercom'] as const)(
  'sends at most 7,300 bytes as %s',
  (name) => {
    if (build === null) throw new Error('there is no build')
    const site = {
      key: 'pk_0d2f6c1a9b3e4d5f8a7c6b5e',
      name: 'Shop',
      settings: siteSettings.parse({ locale: 'ar' }),
    }
    const script = loaderScript(build, name === 'chatwoot' ? null : site, build.adapters[name])
    expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(ADAPTER_BYTES)
  },
)
