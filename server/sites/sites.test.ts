import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { db, pool } from '@/server/database/db'
import { emptyDatabase, SITE_ID, SITE_KEY } from '@/tests/database'
import { createSite } from '@/tests/factories'
import { findSite, forgetSites, hasSeveralSites, isOriginOfAnySite } from './sites'

const SHOP = 'https://shop.example'

beforeEach(emptyDatabase)
afterEach(() => vi.restoreAllMocks())

it('finds a site by its key, and the default one if none is named', async () => {
  const { id, key } = await createSite('shop0001', [SHOP])
  expect((await findSite(key))?.id).toBe(id)
  for (const one of [null, SITE_KEY])
    expect(await findSite(one)).toMatchObject({ id: SITE_ID, isDefault: true })
  for (const one of ['', 'pk_unknown', key.toUpperCase(), '__proto__']) expect(await findSite(one)).toBeNull()
})

it('sees a changed site after two seconds, or at once if the cache is cleared', async () => {
  const { id, key } = await createSite('shop0001')
  expect(await isOriginOfAnySite(SHOP)).toBe(false)

  await db.site.update({ where: { id }, data: { allowedOrigins: [SHOP] } })
  expect(await isOriginOfAnySite(SHOP)).toBe(false)
  passSeconds(2)
  expect(await isOriginOfAnySite(SHOP)).toBe(true)

  await db.site.update({ where: { id }, data: { isActive: false } })
  forgetSites()
  expect([await isOriginOfAnySite(SHOP), await findSite(key)]).toEqual([false, null])
})

it('knows whether several sites are active', async () => {
  expect(await hasSeveralSites()).toBe(false)
  const { id } = await createSite('shop0001')
  expect(await hasSeveralSites()).toBe(true)
  await db.site.update({ where: { id }, data: { isActive: false } })
  forgetSites()
  expect(await hasSeveralSites()).toBe(false)
})

it('reads the sites once, however many requests arrive and whatever they name', async () => {
  const query = vi.spyOn(pool, 'query')
  const asked = Array.from({ length: 500 }, (_, index) =>
    index % 2 === 0 ? findSite(`pk_${index}`) : isOriginOfAnySite(`https://${index}.example`),
  )
  await Promise.all(asked)
  expect(query).toHaveBeenCalledTimes(1)
})

it('keeps using known sites while the database is unavailable', async () => {
  await findSite(null)
  await pool.query('ALTER TABLE site RENAME TO site_away')
  try {
    passSeconds(2)
    expect((await findSite(null))?.id).toBe(SITE_ID)
    forgetSites()
    await expect(findSite(null)).rejects.toThrow('site')
  } finally {
    await pool.query('ALTER TABLE site_away RENAME TO site')
  }
  expect((await findSite(null))?.id).toBe(SITE_ID)
})

function passSeconds(seconds: number): void {
  const now = performance.now() + seconds * 1000
  vi.spyOn(performance, 'now').mockImplementation(() => now)
}
