import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import vm from 'node:vm'
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest'
import { db } from '@/server/database/db'
import { forgetAdmissions } from '@/server/http/limits/admission'
import { provideRealtimeService } from '@/server/realtime/service'
import { env, provideEnv } from '@/server/settings/env'
import { forgetSightings } from '@/server/sites/sightings'
import { forgetSites } from '@/server/sites/sites'
import { emptyDatabase, SITE_ID, SITE_KEY } from '@/tests/database'
import { createSite } from '@/tests/factories'
import { readWidgetBuild } from './build'
import { createWidgetListener } from './listener'

const SHOP = 'https://shop.example'

const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-'))
mkdirSync(path.join(folder, 'assets'))
const spoken = { en: { chat: 'Chat' }, de: { chat: 'Chat auf Deutsch' }, he: { chat: 'צ׳אט' } }
writeFileSync(path.join(folder, 'frame.json'), '{"script":"frame-A.js","styles":"frame-A.css"}')
writeFileSync(path.join(folder, 'loader.js'), 'found(PORCHLIGHT_SITE)')
for (const name of ['chatwoot', 'intercom'])
  writeFileSync(path.join(folder, `${name}.js`), `found('${name}', PORCHLIGHT_SITE)`)
writeFileSync(path.join(folder, 'words.json'), JSON.stringify(spoken))
writeFileSync(path.join(folder, 'assets', 'frame-A.js'), 'export {}')

const build = readWidgetBuild(folder)
if (build === null) throw new Error('the build is not readable')
const listener = createWidgetListener(build)
const server = createServer((request, response) => {
  if (!listener(request, response, client)) response.writeHead(418).end()
})
let origin = ''
/** Where the next request seems to come from. */
let client = '192.0.2.1'

beforeAll(async () => {
  provideRealtimeService({
    publishingKey: 'a.b:c',
    signingKey: 'a.d:e',
    server: { endpoint: '127.0.0.1', port: 1, tls: false },
    browser: { kind: 'embedded' },
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
  rmSync(folder, { recursive: true })
})
beforeEach(async () => {
  await emptyDatabase()
  forgetAdmissions()
  forgetSightings()
})

const get = (address: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(origin + address, { headers, method })

/** What a script does with the settings before it, and which globals it leaves behind. */
function run(script: string) {
  const found: unknown[] = []
  const warned: string[] = []
  const globals = vm.createContext({
    found: (...what: unknown[]) => found.push(...what),
    console: { warn: (line: string) => warned.push(line) },
  })
  vm.runInContext(script, globals)
  expect(() => vm.runInContext('PORCHLIGHT_SITE', globals)).toThrow('not defined')
  return { found, warned }
}

it('prepends the site’s settings to the loader, cached for five minutes', async () => {
  await db.site.update({ where: { id: SITE_ID }, data: { settings: { accent: '#ffee00' } } })
  forgetSites()
  const answer = await get(`/widget.js?key=${SITE_KEY}`, { 'accept-encoding': 'br, gzip' })
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/javascript; charset=UTF-8',
    'cache-control': 'public, max-age=300',
    'cross-origin-resource-policy': 'cross-origin',
    'content-encoding': 'br',
    vary: 'Accept-Encoding',
  })
  const { found } = run(await answer.text())
  expect(found).toEqual([
    expect.objectContaining({
      key: SITE_KEY,
      styles: expect.stringContaining('background:#ffee00;color:rgb(0 0 0)'),
    }),
  ])
  const again = await get(`/widget.js?key=${SITE_KEY}`, {
    'accept-encoding': 'br',
    'if-none-match': answer.headers.get('etag') ?? '',
  })
  expect([again.status, await again.text()]).toEqual([304, ''])
})

it('keeps settings from ending the script or the page that contains them', async () => {
  const text = '</script><script>alert(1)//\u2028'
  await db.site.update({ where: { id: SITE_ID }, data: { settings: { launcher: { kind: 'text', text } } } })
  forgetSites()
  for (const address of [`/widget.js?key=${SITE_KEY}`, `/widget/frame?key=${SITE_KEY}`]) {
    const body = await (await get(address)).text()
    expect(body).not.toContain('</script><script>')
    expect(body).not.toContain('\u2028')
  }
})

it('gives the loader no settings if the tag names its site itself', async () => {
  const { key } = await createSite('shop0001', [SHOP])
  const { found } = run(await (await get('/widget.js')).text())
  expect(found).toEqual([null])
  const answer = await get(`/widget/${key}.json`, { origin: SHOP })
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(await answer.json()).toMatchObject({ key, styles: expect.any(String), settings: {} })
})

it('serves other products’ snippets, by their ids for the site', async () => {
  await db.site.update({ where: { id: SITE_ID }, data: { aliases: ['wt_1', 'abcd1234'] } })
  forgetSites()
  const answer = await get('/compat/intercom.js?app_id=abcd1234', { 'accept-encoding': 'br' })
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/javascript; charset=UTF-8',
    'cache-control': 'public, max-age=300',
    'cross-origin-resource-policy': 'cross-origin',
    'content-encoding': 'br',
    etag: expect.any(String),
  })
  expect(run(await answer.text()).found).toEqual(['intercom', expect.objectContaining({ key: SITE_KEY })])

  for (const address of ['/packs/js/sdk.js', '/packs/js/sdk.js?v=1', '/compat/chatwoot.js?key=nothing'])
    expect(run(await (await get(address)).text()).found, address).toEqual(['chatwoot', null])
  expect(await (await get('/widget/wt_1.json')).json()).toMatchObject({ key: SITE_KEY })

  const { found, warned } = run(await (await get('/compat/intercom.js?app_id=nothing1')).text())
  expect([found, warned]).toEqual([[], [expect.stringMatching(/^Porchlight: unknown_key nothing1/)]])
  for (const address of ['/packs/js/sdk.js.map', '/packs/js/other.js', '/packs/js/sdk.jsx'])
    expect((await get(address)).status, address).toBe(418)
  expect((await get('/compat/crisp.js')).status).toBe(404)
})

// Tries WGT-007.
it('reports an unknown key in one line, whatever the key is', async () => {
  for (const key of ['pk_unknown', '"+alert(1)+"', '</script>', 'x'.repeat(5_000), '']) {
    const answer = await get(`/widget.js?key=${encodeURIComponent(key)}`)
    expect(answer.status).toBe(200)
    const { found, warned } = run(await answer.text())
    expect(found).toEqual([])
    expect(warned).toEqual([expect.stringMatching(/^Porchlight: unknown_key .*\/widget\/help#unknown_key$/)])
  }
  expect((await get('/widget/pk_unknown.json')).status).toBe(404)
  expect((await get('/widget/frame?key=pk_unknown')).status).toBe(404)
})

it.each([
  ['of the browser', 'de-AT,de;q=0.9', 'he', 'de', 'ltr'],
  ['of the browser, the next one', 'fi,he;q=0.8', 'de', 'he', 'rtl'],
  ['of the site', '', 'he', 'he', 'rtl'],
  ['of the site, whatever the browser says', '"><script>,*', 'de', 'de', 'ltr'],
] as const)('titles the frame in the language %s', async (_, accepted, locale, language, direction) => {
  await db.site.update({ where: { id: SITE_ID }, data: { settings: { locale } } })
  forgetSites()
  const answer = await get(`/widget/frame?key=${SITE_KEY}`, { 'accept-language': accepted })
  const page = await answer.text()
  expect(page).toContain(`<html lang="${language}" dir="${direction}">`)
  expect(page).toContain(`<title>${spoken[language].chat}</title>`)
  expect(answer.headers.get('vary')).toBe('Accept-Encoding, Accept-Language')
})

// Tries WGT-004, WGT-005, WGT-029.
it('lets only the site’s pages frame the chat', async () => {
  const { key } = await createSite('shop0001', [SHOP, 'https://*.preview.example:8443'])
  const { headers } = await get(`/widget/frame?key=${key}`)
  const policy = String(headers.get('content-security-policy'))
  expect(policy).toContain(`frame-ancestors ${SHOP} https://*.preview.example:8443`)
  expect(policy).toContain("default-src 'none'")
  expect(policy).toMatch(/script-src 'self'(;|$)/)
  expect(Object.fromEntries(headers)).toMatchObject({
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'cross-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  })
  expect(headers.has('x-frame-options')).toBe(false)
  const { headers: ofDefault } = await get(`/widget/frame?key=${SITE_KEY}`)
  expect(ofDefault.get('content-security-policy')).toContain("frame-ancestors 'none'")
})

it('omits policy entries that could end a directive', async () => {
  const entries = [
    "https://a.example; script-src 'unsafe-inline'",
    'https://b.example c',
    '*',
    'https://ok.example',
  ]
  const { key } = await createSite('shop0001', entries)
  const policy = (await get(`/widget/frame?key=${key}`)).headers.get('content-security-policy')
  expect(policy).toContain('frame-ancestors https://ok.example;')
  expect(policy).not.toContain('unsafe-inline; script')
})

it('reports to a page why it may not show the chat', async () => {
  const { key } = await createSite('shop0001', [SHOP])
  const check = async (of: string, from: string | null) => {
    const answer = await get(`/widget/check?key=${of}`, from === null ? {} : { origin: from })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    return ((await answer.json()) as { status: string }).status
  }
  expect(await check(key, SHOP)).toBe('blocked')
  for (const from of ['https://evil.example', 'null', null])
    expect(await check(key, from)).toBe('origin_not_allowed')
  expect(await check('pk_unknown', SHOP)).toBe('unknown_key')
})

it('gives a disallowed page no launcher but a message, and keeps that out of caches', async () => {
  const { key } = await createSite('shop0001', [SHOP])
  for (const headers of [{ referer: 'https://evil.example/a?b' }, { origin: 'https://evil.example' }]) {
    const answer = await get(`/widget.js?key=${key}`, headers)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('etag')).toBe(null)
    const { found, warned } = run(await answer.text())
    expect(found).toEqual([])
    expect(warned).toEqual([
      `Porchlight: origin_not_allowed https://evil.example. See ${origin}/widget/help#origin_not_allowed`,
    ])
  }
  // Allowed pages, and pages whose origin the browser does not send, all get the same, from a cache too.
  for (const headers of [{ referer: `${SHOP}/lamps` }, { origin: SHOP }, {}, { referer: 'nonsense' }]) {
    const answer = await get(`/widget.js?key=${key}`, headers as Record<string, string>)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300')
    expect(answer.headers.get('vary')).toBe('Accept-Encoding')
    expect(run(await answer.text()).found).toEqual([expect.objectContaining({ key })])
  }
  // A response cached for another page of the same browser does not bypass it.
  const etag = (await get(`/widget.js?key=${key}`)).headers.get('etag') ?? ''
  const again = await get(`/widget.js?key=${key}`, {
    referer: 'https://evil.example/',
    'if-none-match': etag,
  })
  expect(again.status).toBe(200)
  expect(run(await again.text()).found).toEqual([])

  const settings = await get(`/widget/${key}.json`, { origin: 'https://evil.example' })
  expect([settings.status, settings.headers.get('cache-control'), await settings.json()]).toEqual([
    403,
    'no-store',
    { status: 'origin_not_allowed' },
  ])
  expect((await get(`/widget/${key}.json`, { origin: SHOP })).status).toBe(200)
})

it('stubs out calls on a page without a chat, and leaves them alone on a page with one', async () => {
  const script = await (await get('/widget.js?key=pk_unknown')).text()
  const globals = vm.createContext({ console: { warn() {} } })
  vm.runInContext(script, globals)
  expect(vm.runInContext("Porchlight('show')", globals)).toBe(undefined)
  const busy = vm.createContext({ console: { warn() {} }, Porchlight: () => 'a chat' })
  vm.runInContext(script, busy)
  expect(vm.runInContext("Porchlight('show')", busy)).toBe('a chat')
})

it('records which pages request the chat, except our own', async () => {
  const { id, key } = await createSite('shop0001', [SHOP])
  await get(`/widget.js?key=${key}`, { referer: `${SHOP}/lamps?token=secret` })
  await get(`/widget/check?key=${key}`, { origin: 'https://evil.example' })
  await get(`/widget/frame?key=${key}`, { referer: `${origin}/support/settings` })
  await expect
    .poll(() =>
      db.siteSighting.findMany({
        where: { siteId: id },
        select: { origin: true, wasAllowed: true },
        orderBy: { origin: 'asc' },
      }),
    )
    .toEqual([
      { origin: 'https://evil.example', wasAllowed: false },
      { origin: SHOP, wasAllowed: true },
    ])
})

it('limits a network’s requests, with Retry-After, but not files or other networks', async () => {
  const before = env()
  provideEnv({ ...before, LIMIT_READS_PER_NETWORK: 9 })
  onTestFinished(() => {
    provideEnv(before)
    client = '192.0.2.1'
  })
  const addresses = [
    `/widget.js?key=${SITE_KEY}`,
    `/widget/${SITE_KEY}.json`,
    `/widget/frame?key=${SITE_KEY}`,
    `/compat/intercom.js?app_id=${SITE_KEY}`,
    '/packs/js/sdk.js',
    '/widget/check?key=pk_unknown',
    '/widget/help',
  ]
  client = '2001:db8:1:2::1'
  for (let number = 0; number < 3; number += 1) expect((await get('/widget/help')).status).toBe(200)
  client = '2001:db8:1:2::2'
  for (const address of addresses) {
    const refused = await get(address, { origin: SHOP })
    expect(refused.status, address).toBe(429)
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=UTF-8',
      'retry-after': expect.stringMatching(/^[1-9]$/),
    })
    expect(await refused.json()).toEqual({
      status: 'rate_limited',
      error: { code: 'rate_limited', message: expect.any(String), requestId: expect.any(String) },
    })
  }
  expect((await get('/widget/assets/frame-A.js')).status).toBe(200)
  expect(await db.siteSighting.count(), 'refused requests are not recorded').toBe(0)
  client = '2001:db8:1:3::1'
  expect((await get('/widget/help')).status).toBe(200)
})

it('serves the build’s files, and nothing else below its paths', async () => {
  const file = await get('/widget/assets/frame-A.js')
  expect([file.status, file.headers.get('cache-control')]).toEqual([
    200,
    'public, max-age=31536000, immutable',
  ])
  expect(file.headers.get('access-control-allow-origin'), 'pages import one of them').toBe('*')
  for (const address of ['/widget/assets/../loader.js', '/widget/loader.js', '/widget/', '/widget/a/b.json'])
    expect((await get(address)).status, address).toBe(404)
  expect((await get('/widget.js', {}, 'POST')).status).toBe(405)
  expect((await get('/widgets')).status).toBe(418)
  expect(await (await get('/widget/help')).text()).toContain('origin_not_allowed')
})
