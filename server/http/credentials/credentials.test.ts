import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { SIDE_HEADER } from '@/contract/http/side-header'
import { SITE_HEADER, VISITOR_HEADER } from '@/contract/http/visitor-headers'
import { db } from '@/server/database/db'
import { env, provideEnv } from '@/server/settings/env'
import { forgetSites } from '@/server/sites/sites'
import { emptyDatabase, SITE_ID, SITE_KEY } from '@/tests/database'
import { createSite } from '@/tests/factories'
import { visitorCookie } from './cookies'
import { type Credentials, credentialsOf, type OpenTo, readCredentials } from './credentials'

const HOST = 'localhost:3000'
const OWN = `http://${HOST}`
const SHOP = 'https://shop.example'
const OTHER = 'https://other.example'
const EVIL = 'https://evil.example'

let shopKey: string
let otherKey: string
const sites = () => ({ none: null, default: SITE_KEY, shop: shopKey, other: otherKey, unknown: 'pk_unknown' })
type SiteName = keyof ReturnType<typeof sites>

/** Every cookie of a browser that is an agent and a visitor everywhere. */
const COOKIES = [
  'porchlight.session_token=agents',
  'porchlight_visitor=own-page',
  `porchlight_v_${SITE_ID}=default-frame`,
  'porchlight_v_shop0001=shop-frame',
  'porchlight_v_other001=other-frame',
].join('; ')

beforeAll(async () => {
  await emptyDatabase()
  await db.site.update({ where: { id: SITE_ID }, data: { allowedOrigins: ['https://home.example'] } })
  shopKey = (await createSite('shop0001', [SHOP])).key
  otherKey = (await createSite('other001', [OTHER])).key
})

type Sent = {
  method?: string
  origin?: string | null
  fetchSite?: string | null
  site?: SiteName
  token?: string | null
  side?: string | null
  cookies?: string | null
  openTo?: OpenTo
}

function requestOf({
  method = 'GET',
  origin = null,
  fetchSite = null,
  site = 'none',
  token = null,
  side = null,
  cookies = COOKIES,
}: Sent) {
  const headers = new Headers({ host: HOST })
  const given = {
    origin,
    'sec-fetch-site': fetchSite,
    [SITE_HEADER]: sites()[site],
    [VISITOR_HEADER]: token,
    [SIDE_HEADER]: side,
    cookie: cookies,
  }
  for (const [name, value] of Object.entries(given)) if (value !== null) headers.set(name, value)
  return new Request(`${OWN}/api/support/conversations`, { method, headers })
}

/** What was decided, in the words of the table. */
async function decided(sent: Sent) {
  const request = requestOf(sent)
  const credentials = await readCredentials(request, sent.openTo ?? 'sites')
  expect(credentialsOf(request)).toBe(credentials)
  return inWords(credentials)
}

function inWords({ agentCookie, visitor, site, siteOrigin, refusal }: Credentials) {
  return {
    agent: agentCookie !== null,
    visitor: visitor === null ? null : `${visitor.mode} ${visitor.token}`,
    site: site?.id ?? null,
    readableFor: siteOrigin,
    refusal,
  }
}

const nothing = { agent: false, visitor: null, site: null, readableFor: null }
const siteIds = { none: null, default: SITE_ID, shop: 'shop0001', other: 'other001' } as const
const cookieTokens = { none: 'own-page', default: 'default-frame', shop: 'shop-frame', other: 'other-frame' }

const ownRequests: [string, Sent][] = [
  ['our origin', { origin: OWN }],
  ['our origin, and a browser that says so', { origin: OWN, fetchSite: 'same-origin' }],
  ['no origin', {}],
  ['no origin, from our page', { fetchSite: 'same-origin' }],
  ['no origin, from the address bar', { fetchSite: 'none' }],
]
const named = ['none', 'default', 'shop', 'other'] as const
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

describe.each(ownRequests)('a request with %s', (_, own) => {
  describe.each(methods)('%s', (method) => {
    it.each(named)('speaks by its cookies as agent and as visitor of the site: %s', async (site) => {
      expect(await decided({ ...own, method, site })).toEqual({
        agent: true,
        visitor: `COOKIE ${cookieTokens[site]}`,
        site: siteIds[site],
        readableFor: null,
        refusal: null,
      })
    })

    it.each(named)('prefers the token in the header to the cookie of the site: %s', async (site) => {
      const { visitor, site: read } = await decided({ ...own, method, site, token: 'v1_x' })
      expect([visitor, read]).toEqual(['HEADER v1_x', siteIds[site]])
    })

    it('is refused when it names a site that does not exist', async () => {
      expect(await decided({ ...own, method, site: 'unknown', token: 'v1_x' })).toEqual({
        ...nothing,
        refusal: 'unknown_site',
      })
    })

    it('speaks so to every route', async () => {
      expect(await decided({ ...own, method, openTo: 'own' })).toMatchObject({ agent: true, refusal: null })
    })
  })
})

describe('a request from the page of an allowed origin', () => {
  const fetchSites = [null, 'cross-site', 'same-site']

  describe.each(methods)('%s', (method) => {
    it.each(fetchSites)(
      'speaks by no cookie, and by the token in the header (Sec-Fetch-Site: %s)',
      async (fetchSite) => {
        const sent = { method, origin: SHOP, fetchSite, site: 'shop' as const }
        const page = { agent: false, site: 'shop0001', readableFor: SHOP, refusal: null }
        expect(await decided(sent)).toEqual({ ...page, visitor: null })
        expect(await decided({ ...sent, token: 'v1_x' })).toEqual({ ...page, visitor: 'HEADER v1_x' })
        expect(await decided({ ...sent, token: 'v1_x', side: 'visitor' })).toMatchObject({ ...page })
      },
    )

    it.each(fetchSites)('is refused where it speaks as an agent (Sec-Fetch-Site: %s)', async (fetchSite) => {
      const sent = { method, origin: SHOP, fetchSite, site: 'shop' as const, side: 'agent', token: 'v1_x' }
      expect(await decided(sent)).toEqual({ ...nothing, refusal: 'origin_not_allowed' })
    })

    it('is refused by routes that are not for sites', async () => {
      const sent = { method, origin: SHOP, site: 'shop' as const, token: 'v1_x', openTo: 'own' as const }
      expect(await decided(sent)).toEqual({ ...nothing, refusal: 'origin_not_allowed' })
    })

    it('means the default site when it names none, and needs that one to allow it', async () => {
      const origin = 'https://home.example'
      expect(await decided({ method, origin, token: 'v1_x' })).toEqual({
        agent: false,
        visitor: 'HEADER v1_x',
        site: null,
        readableFor: origin,
        refusal: null,
      })
      const { refusal } = await decided({ method, origin: SHOP, token: 'v1_x' })
      expect(refusal).toBe(method === 'GET' ? 'origin_not_allowed' : 'csrf')
    })
  })
})

describe('a request of any other page', () => {
  const foreign: [string, Sent][] = [
    ['an origin that nobody allows', { origin: EVIL }],
    ['an origin that another site allows', { origin: OTHER }],
    ['the origin null', { origin: 'null' }],
    ['an empty origin', { origin: '' }],
    ['no origin, and another site behind it', { fetchSite: 'cross-site' }],
    ['no origin, and a neighbouring site behind it', { fetchSite: 'same-site' }],
    ['our origin, and another site behind it', { origin: OWN, fetchSite: 'cross-site' }],
    [
      'an origin that nobody allows, and a browser that calls it ours',
      { origin: EVIL, fetchSite: 'same-origin' },
    ],
    ['our name at another port', { origin: 'http://localhost:3001' }],
    ['our name with another scheme and an end', { origin: `${OWN}.evil.example` }],
    ['the allowed name over http', { origin: 'http://shop.example' }],
  ]

  describe.each(foreign)('with %s', (_, page) => {
    it.each(methods)('has no credentials and is refused: %s', async (method) => {
      for (const openTo of ['own', 'sites'] as const) {
        const sent = { ...page, method, token: 'v1_x', openTo }
        expect(await decided({ ...sent, site: 'shop' })).toEqual({
          ...nothing,
          refusal: 'origin_not_allowed',
        })
        expect(await decided(sent)).toEqual({
          ...nothing,
          refusal: method === 'GET' ? 'origin_not_allowed' : 'csrf',
        })
        expect(await decided({ ...sent, site: 'unknown' })).toEqual({ ...nothing, refusal: 'unknown_site' })
      }
    })
  })

  it('is answered where no credentials are read', async () => {
    expect(await decided({ origin: EVIL, token: 'v1_x', openTo: 'everyone' })).toEqual({
      ...nothing,
      refusal: null,
    })
  })
})

it('is asked for before it is used', () => {
  expect(() => credentialsOf(requestOf({}))).toThrow('have not been read')
})

it('takes a site that is not active for unknown, and its origins with it', async () => {
  await db.site.update({ where: { id: 'other001' }, data: { isActive: false } })
  forgetSites()
  expect((await decided({ site: 'other' })).refusal).toBe('unknown_site')
  await db.site.update({ where: { id: 'other001' }, data: { isActive: true } })
  forgetSites()
  expect((await decided({ site: 'other' })).refusal).toBeNull()
})

describe('the cookie of a visitor', () => {
  const before = env()
  afterEach(() => provideEnv(before))
  const shop = { id: 'shop0001', isDefault: false }
  const byDefault = { id: SITE_ID, isDefault: true }

  it('of a frame is partitioned over https, and plain otherwise', () => {
    expect(visitorCookie('t', shop)).toBe(
      'porchlight_v_shop0001=t; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax',
    )
    provideEnv({ ...before, PUBLIC_URL: 'https://chat.example.com' })
    expect(visitorCookie('t', shop)).toBe(
      '__Host-porchlight_v_shop0001=t; Max-Age=31536000; Path=/; HttpOnly; SameSite=None; Partitioned; Secure',
    )
    expect(visitorCookie('t', byDefault)).toContain(`__Host-porchlight_v_${SITE_ID}=t`)
  })

  it('of our own page is what it was', () => {
    expect(visitorCookie('t')).toBe('porchlight_visitor=t; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax')
    provideEnv({ ...before, PUBLIC_URL: 'https://chat.example.com' })
    expect(visitorCookie('t')).toBe(
      '__Host-porchlight_visitor=t; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax; Secure',
    )
  })

  it('of our own page is also that of the default site where it is named, and of no other', async () => {
    const cookies = 'porchlight_visitor=own-page'
    expect((await decided({ cookies, site: 'default' })).visitor).toBe('COOKIE own-page')
    expect((await decided({ cookies, site: 'shop' })).visitor).toBeNull()
  })
})
