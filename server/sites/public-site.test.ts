import { beforeEach, expect, it } from 'vitest'
import { siteSettings } from '@/contract/sites/site-settings'
import { db } from '@/server/database/db'
import { emptyDatabase, SITE_KEY } from '@/tests/database'
import { createSite } from '@/tests/factories'
import { findPublicSite } from './public-site'
import { forgetSites } from './sites'

beforeEach(emptyDatabase)

it('returns what any browser may know, with defaults for missing settings', async () => {
  const { id, key } = await createSite('shop0001', ['https://shop.example'])
  await db.site.update({ where: { id }, data: { settings: { radius: 4 } } })
  forgetSites()
  expect(await findPublicSite(key)).toEqual({
    site: { key, name: 'Site shop0001', settings: siteSettings.parse({ radius: 4 }) },
    allows: expect.any(Function),
    allowedOrigins: ['https://shop.example'],
  })
})

it('also finds a site by an alias, but never lets an alias hide a key', async () => {
  const { id, key } = await createSite('shop0001')
  await db.site.update({ where: { id }, data: { aliases: ['wt_123', SITE_KEY] } })
  forgetSites()
  expect((await findPublicSite('wt_123'))?.site.key).toBe(key)
  expect((await findPublicSite(SITE_KEY))?.site.key).toBe(SITE_KEY)
})

it('does not find unknown or archived sites', async () => {
  const { id, key } = await createSite('shop0001')
  await db.site.update({ where: { id }, data: { isActive: false } })
  forgetSites()
  for (const one of [key, 'pk_unknown', '', '__proto__']) expect(await findPublicSite(one)).toBeNull()
})
