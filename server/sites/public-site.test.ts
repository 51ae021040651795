import { beforeEach, expect, it } from 'vitest'
import { siteSettings } from '@/contract/sites/site-settings'
import { db } from '@/server/database/db'
import { emptyDatabase, SITE_KEY } from '@/tests/database'
import { createSite } from '@/tests/factories'
import { findPublicSite } from './public-site'
import { forgetSites } from './sites'

beforeEach(emptyDatabase)

it('tells what any browser may know, with a default for what was never set', async () => {
  const { id, key } = await createSite('shop0001', ['https://shop.example'])
  await db.site.update({ where: { id }, data: { settings: { radius: 4 } } })
  forgetSites()
  expect(await findPublicSite(key)).toEqual({
    site: { key, name: 'Site shop0001', settings: siteSettings.parse({ radius: 4 }) },
    allows: expect.any(Function),
    allowedOrigins: ['https://shop.example'],
  })
})

it('finds a site also by what another product called it, but no key by an alias', async () => {
  const { id, key } = await createSite('shop0001')
  await db.site.update({ where: { id }, data: { aliases: ['wt_123', SITE_KEY] } })
  forgetSites()
  expect((await findPublicSite('wt_123'))?.site.key).toBe(key)
  expect((await findPublicSite(SITE_KEY))?.site.key).toBe(SITE_KEY)
})

it('knows no site that is unknown or archived', async () => {
  const { id, key } = await createSite('shop0001')
  await db.site.update({ where: { id }, data: { isActive: false } })
  forgetSites()
  for (const one of [key, 'pk_unknown', '', '__proto__']) expect(await findPublicSite(one)).toBeNull()
})
