import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { SITE_HEADER } from '@/contract/http/visitor-headers'
import { siteSettingFields, siteSettings } from '@/contract/sites/site-settings'
import { db } from '@/server/database/db'
import { MAX_SITES } from '@/server/sites/manage'
import { findPublicSite } from '@/server/sites/public-site'
import { forgetSightings, MAX_SIGHTINGS, recordSighting } from '@/server/sites/sightings'
import { findSite, forgetSites } from '@/server/sites/sites'
import { adminBrowser, agentBrowser, TestBrowser } from '@/tests/browser'
import { emptyDatabase, SITE_ID, SITE_KEY } from '@/tests/database'
import { createSite } from '@/tests/factories'

const CONVERSATIONS = '/api/support/conversations'
const SITES = '/api/support/sites'
const SITE = `${SITES}/${SITE_ID}`
const SHOP = 'https://shop.example'

let admin: TestBrowser
beforeEach(async () => {
  await emptyDatabase()
  forgetSightings()
  admin = await adminBrowser()
})

describe('the sites', () => {
  it('start with the default one, with a default for every setting', async () => {
    await createSite('shop0001', [SHOP])
    const { status, json } = await (await agentBrowser('Ada')).get(SITES)
    expect(status).toBe(200)
    expect(json.data).toMatchObject([
      { id: SITE_ID, key: SITE_KEY, isDefault: true, isActive: true, version: 1, allowedOrigins: [] },
      { id: 'shop0001', isDefault: false, allowedOrigins: [SHOP] },
    ])
    expect(json.data[0].settings).toEqual(siteSettings.parse({}))
  })

  it('are created with a key of their own, which works for visitors at once', async () => {
    const made = [1, 2].map(() =>
      admin.post(SITES, { name: ' Shop ', allowedOrigins: ['Shop.Example', SHOP] }),
    )
    const sites = (await Promise.all(made)).map(({ status, json }) => {
      expect(status).toBe(201)
      return json.site
    })
    for (const { id, key, name, allowedOrigins } of sites) {
      expect([id, key]).toEqual([
        expect.stringMatching(/^[a-z0-9]{8}$/),
        expect.stringMatching(/^pk_[0-9a-f]{24}$/),
      ])
      expect([name, allowedOrigins]).toEqual(['Shop', [SHOP]])
      expect((await findSite(key))?.id).toBe(id)
    }
    expect(sites[0].key).not.toBe(sites[1].key)
    expect((await admin.get(`${SITES}/${sites[0].id}`)).json.site).toEqual(sites[0])
  })

  it('are limited in number', async () => {
    await db.site.createMany({
      data: Array.from({ length: MAX_SITES - 1 }, (_, index) => ({
        id: `s${String(index).padStart(7, '0')}`,
        key: `pk_${String(index).padStart(16, '0')}`,
        name: 'One more',
      })),
    })
    const { status, json } = await admin.post(SITES, { name: 'Too many' })
    expect([status, json.error.code]).toEqual([422, 'too_many_sites'])
  })

  it.each(['nothing1', 'SITE0001', '..', `${SITE_ID}x`, "'"])('have no %s', async (id) => {
    const path = `${SITES}/${encodeURIComponent(id)}`
    for (const answer of [
      await admin.get(path.replace('..', '%2e%2ex')),
      await admin.patch(path.replace('..', '%2e%2ex'), { version: 1 }),
      await admin.get(`${path.replace('..', '%2e%2ex')}/sightings`),
    ])
      expect([answer.status, answer.json.error.code]).toEqual([404, 'not_found'])
  })
})

describe('a change of a site', () => {
  it('keeps omitted fields, and reaches visitors', async () => {
    await admin.patch(SITE, { version: 1, settings: { radius: 4, title: 'Ask us' } })
    const { json } = await admin.patch(SITE, {
      version: 2,
      name: 'Lamps',
      settings: { accent: '#aa0000' },
      allowedOrigins: ['*.shop.example'],
    })
    const settings = siteSettings.parse({ radius: 4, title: 'Ask us', accent: '#aa0000' })
    expect(json.site).toMatchObject({ version: 3, name: 'Lamps', settings })
    expect(await findPublicSite(SITE_KEY)).toEqual({
      site: { key: SITE_KEY, name: 'Lamps', settings },
      allowedOrigins: ['https://*.shop.example'],
      allows: expect.any(Function),
    })
  })

  it('is refused when based on an older version: of two concurrent ones one is stored', async () => {
    const answers = await Promise.all(['One', 'Two'].map((name) => admin.patch(SITE, { version: 1, name })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const refused = answers.find(({ status }) => status === 409)
    expect(refused?.json.error).toMatchObject({ code: 'stale_version', param: 'version' })
    expect((await admin.get(SITE)).json.site.version).toBe(2)
  })

  it('archives and restores a site, but never the default one', async () => {
    const { id, key } = await createSite('shop0001', [SHOP])
    const path = `${SITES}/${id}`
    expect((await admin.patch(path, { version: 1, isActive: false })).json.site.isActive).toBe(false)
    expect(await findSite(key)).toBeNull()
    await admin.patch(path, { version: 2, isActive: true })
    expect((await findSite(key))?.id).toBe(id)

    const { status, json } = await admin.patch(SITE, { version: 1, isActive: false })
    expect([status, json.error.code, json.error.param]).toEqual([409, 'default_site', 'isActive'])
    expect((await findSite(null))?.id).toBe(SITE_ID)
  })

  it('names the invalid address and the reason, and stores nothing', async () => {
    const { status, json } = await admin.patch(SITE, {
      version: 1,
      name: 'Changed',
      allowedOrigins: [SHOP, 'https://*.github.io', 'http://shop.example'],
    })
    expect([status, json.error.code, json.error.param]).toEqual([
      400,
      'origin_public_suffix',
      'allowedOrigins.1',
    ])
    expect((await admin.get(SITE)).json.site).toMatchObject({ version: 1, name: 'Evening Light' })
  })

  it.each([
    [{}, 'version'],
    [{ version: 0 }, 'version'],
    [{ version: '1' }, 'version'],
    [{ version: 1, key: 'pk_0000000000000000' }, 'key'],
    [{ version: 1, name: '' }, 'name'],
    [{ version: 1, name: '\u200b' }, 'name'],
    [{ version: 1, name: 'a'.repeat(61) }, 'name'],
    [{ version: 1, isActive: null }, 'isActive'],
    [{ version: 1, allowedOrigins: SHOP }, 'allowedOrigins'],
    [{ version: 1, allowedOrigins: Array(101).fill(SHOP) }, 'allowedOrigins'],
    [{ version: 1, allowedOrigins: [null] }, 'allowedOrigins.0'],
    [{ version: 1, aliases: 'wt_1' }, 'aliases'],
    [{ version: 1, aliases: Array(11).fill('wt_1') }, 'aliases'],
    [{ version: 1, aliases: ['wt_1', ''] }, 'aliases.1'],
    [{ version: 1, aliases: ['two words'] }, 'aliases.0'],
    [{ version: 1, aliases: ['"+alert(1)+"'] }, 'aliases.0'],
    [{ version: 1, aliases: ['a'.repeat(65)] }, 'aliases.0'],
    [{ version: 1, settings: { accent: 'red' } }, 'settings.accent'],
    [{ version: 1, settings: { accent: '#000000;}</style>' } }, 'settings.accent'],
    [{ version: 1, settings: { css: '*{}' } }, 'settings.css'],
    [{ version: 1, settings: { radius: 25 } }, 'settings.radius'],
    [{ version: 1, settings: { title: 'a'.repeat(61) } }, 'settings.title'],
    [{ version: 1, settings: { contactEmail: 'a@b@c' } }, 'settings.contactEmail'],
    [{ version: 1, settings: { hiddenPaths: ['/a', 'b'] } }, 'settings.hiddenPaths.1'],
    [{ version: 1, settings: { hiddenPaths: Array(21).fill('/a') } }, 'settings.hiddenPaths'],
  ])('is refused as %j', async (body, param) => {
    const { status, json } = await admin.patch(SITE, body)
    expect([status, json.error.param]).toEqual([400, param])
    expect((await admin.get(SITE)).json.site.version).toBe(1)
  })

  it('is accepted or refused with a code, whatever is sent', { timeout: 60_000 }, async () => {
    const value = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 80 }))
    const field = fc.constantFrom(
      ...Object.keys(siteSettingFields),
      'name',
      'allowedOrigins',
      'aliases',
      'isActive',
      '__proto__',
    )
    let { version } = (await admin.get(SITE)).json.site
    for (const [name, any] of fc.sample(fc.tuple(field, value), 100)) {
      const change = Object.hasOwn(siteSettingFields, name) ? { settings: { [name]: any } } : { [name]: any }
      const { status, json, text } = await admin.patch(SITE, JSON.stringify({ version, ...change }))
      expect(status, `${JSON.stringify(change)}: ${text}`).toBeLessThan(500)
      if (status === 200) version = json.site.version
    }
    const { settings, allowedOrigins } = (await admin.get(SITE)).json.site
    expect(siteSettings.safeParse(settings).success).toBe(true)
    expect(allowedOrigins.join(' ')).not.toMatch(/[;'",]/)
  })

  it('lets other products’ ids find it, each id once across sites', async () => {
    const { id, key } = await createSite('shop0001')
    const path = `${SITES}/${id}`
    const { json } = await admin.patch(path, { version: 1, aliases: ['wt_1', 'abcd1234', 'wt_1'] })
    expect(json.site.aliases).toEqual(['wt_1', 'abcd1234'])
    for (const name of ['wt_1', 'abcd1234']) expect((await findSite(name))?.id).toBe(id)

    // Even while it is archived: it may be restored.
    await admin.patch(path, { version: 2, isActive: false })
    for (const taken of ['wt_1', key, SITE_KEY]) {
      const { status, json } = await admin.patch(SITE, { version: 1, aliases: ['free', taken] })
      expect([status, json.error.code, json.error.param]).toEqual([409, 'alias_taken', 'aliases.1'])
    }
    expect((await admin.get(SITE)).json.site).toMatchObject({ version: 1, aliases: [] })

    await admin.patch(path, { version: 3, isActive: true, aliases: [] })
    expect((await admin.patch(SITE, { version: 1, aliases: ['wt_1'] })).status).toBe(200)
    expect((await findSite('wt_1'))?.id).toBe(SITE_ID)
  })

  it('gives an id that two sites claim at once to one of them', async () => {
    const { id } = await createSite('shop0001')
    const answers = await Promise.all(
      [SITE, `${SITES}/${id}`].map((path) => admin.patch(path, { version: 1, aliases: ['wt_1'] })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.json.error.code).toBe('alias_taken')
  })

  it('stores markup as text', async () => {
    const title = '</script><img src=x onerror=alert(1)>'
    await admin.patch(SITE, { version: 1, settings: { title } })
    expect((await findPublicSite(SITE_KEY))?.site.settings.title).toBe(title)
  })
})

it('records who changed which site, without what was written', async () => {
  const { json } = await admin.post(SITES, { name: 'Secret plans' })
  const path = `${SITES}/${json.site.id}`
  await admin.patch(path, { version: 1, name: 'Other plans', allowedOrigins: [SHOP] })
  await admin.patch(path, { version: 2, isActive: false })
  await admin.patch(path, { version: 3, isActive: true })
  await admin.patch(path, { version: 1, name: 'Too late' })
  await admin.patch(path, { version: 4, allowedOrigins: ['https://*.com'] })
  await admin.patch(path, { version: 4, aliases: ['secret_token'] })
  const { id: actorId } = (await admin.get('/api/support/agents/me')).json
  const entries = await db.auditEntry.findMany({ where: { subjectId: json.site.id }, orderBy: { id: 'asc' } })
  expect(entries.map(({ action }) => action)).toEqual([
    'site.created',
    'site.changed',
    'site.changed_addresses',
    'site.archived',
    'site.reactivated',
    'site.changed',
  ])
  expect(new Set(entries.map((entry) => entry.actorId))).toEqual(new Set([actorId]))
})

it('lists the conversations of one site, with the totals of all', async () => {
  const { key } = await createSite('shop0001')
  const started: string[] = []
  for (const site of [SITE_KEY, key]) {
    const { json } = await new TestBrowser().post(
      CONVERSATIONS,
      {
        clientConversationId: crypto.randomUUID(),
        message: { clientMessageId: crypto.randomUUID(), content: 'Hello?' },
      },
      { headers: { [SITE_HEADER]: site } },
    )
    started.push(json.conversationId)
  }
  const { json } = await admin.get(`${CONVERSATIONS}?siteId=shop0001&status=OPEN`)
  expect(json.data.map(({ id }: { id: string }) => id)).toEqual(started.slice(1))
  expect([json.hasMore, json.unreadTotal]).toEqual([false, 2])
  expect((await admin.get(`${CONVERSATIONS}?siteId=nothing1`)).json.data).toEqual([])
  for (const siteId of ['', 'SHOP0001', 'shop0001x', "'"]) {
    const { status, json } = await admin.get(`${CONVERSATIONS}?siteId=${siteId}`)
    expect([status, json.error.param]).toEqual([400, 'siteId'])
  }
})

describe('an address where a site was seen', () => {
  const seen = async () => (await admin.get(`${SITE}/sightings`)).json.data

  it('is listed with whether it is allowed', async () => {
    await admin.patch(SITE, { version: 1, allowedOrigins: [SHOP] })
    await recordSighting(SITE_KEY, 'https://evil.example')
    await recordSighting(SITE_KEY, SHOP)
    expect(await seen()).toMatchObject([
      { origin: SHOP, wasAllowed: true },
      { origin: 'https://evil.example', wasAllowed: false },
    ])
  })

  it('is written once a minute, and keeps its first time', async () => {
    await recordSighting(SITE_KEY, SHOP)
    const past = new Date(Date.now() - 3_600_000)
    await db.siteSighting.updateMany({ data: { firstSeenAt: past, lastSeenAt: past } })
    await recordSighting(SITE_KEY, SHOP)
    expect((await seen())[0].lastSeenAt).toBe(past.toISOString())

    forgetSightings()
    await recordSighting(SITE_KEY, SHOP)
    const [sighting] = await seen()
    expect(sighting.firstSeenAt).toBe(past.toISOString())
    expect(Date.parse(sighting.lastSeenAt)).toBeGreaterThan(past.getTime())
  })

  it('is one of at most fifty; disallowed ones are dropped first, however many are forged', async () => {
    await admin.patch(SITE, { version: 1, allowedOrigins: [SHOP] })
    await recordSighting(SITE_KEY, SHOP)
    for (let index = 0; index < 70; index += 1) {
      if (index % 20 === 0) forgetSightings()
      await recordSighting(SITE_KEY, `https://evil${index}.example`)
    }
    const origins = (await seen()).map(({ origin }: { origin: string }) => origin)
    expect(origins).toHaveLength(MAX_SIGHTINGS)
    expect(origins).toContain(SHOP)
    expect(origins).toContain('https://evil69.example')
    expect(origins).not.toContain('https://evil0.example')
  })

  it('is recorded during a flood, if it is allowed', async () => {
    await admin.patch(SITE, { version: 1, allowedOrigins: [SHOP, 'https://*.shop.example'] })
    for (let index = 0; index < 40; index += 1)
      await recordSighting(SITE_KEY, `https://forged${index}.shop.example`)
    await recordSighting(SITE_KEY, SHOP)
    const origins = (await seen()).map(({ origin }: { origin: string }) => origin)
    expect(origins).toContain(SHOP)
    expect(origins).toHaveLength(31)
  })

  it('causes at most thirty writes a minute in a flood', async () => {
    for (let index = 0; index < 100; index += 1)
      await recordSighting(SITE_KEY, `https://evil${index}.example`)
    expect(await db.siteSighting.count()).toBe(30)
  })

  it.each([
    'null',
    '',
    'shop.example',
    'file:///home',
    'https://shop.example/path',
    'https://SHOP.example',
    "https://shop.example'",
    '<script>',
    `https://${'a.'.repeat(200)}example`,
  ])('is not recorded for %j', async (origin) => {
    await recordSighting(SITE_KEY, origin)
    expect(await db.siteSighting.count()).toBe(0)
  })

  it('is not recorded for an unknown site, and does not fail without the database', async () => {
    await recordSighting('pk_unknown', SHOP)
    await db.$executeRawUnsafe('ALTER TABLE site_sighting RENAME TO site_sighting_away')
    try {
      await recordSighting(SITE_KEY, SHOP)
    } finally {
      await db.$executeRawUnsafe('ALTER TABLE site_sighting_away RENAME TO site_sighting')
    }
    forgetSites()
    expect(await seen()).toEqual([])
  })
})
