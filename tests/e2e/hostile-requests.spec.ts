import type { Locator, Page } from '@playwright/test'
import { sendRaw } from '@/tests/send-raw'
import { log, openChat, openConversation, say } from './support/chat'
import { expect, test } from './support/fixtures'

test('no spelling of a URL gives a stranger a conversation', async ({ request, visitorPage, porchlight }) => {
  const visitor = await visitorPage()
  await openChat(visitor)
  await say(visitor, 'For the team alone')
  await expect(visitor.getByText('Sent')).toBeVisible()

  const paths = [
    '/support/agent',
    '/support/agent.rsc',
    '/support/agent?_rsc=1',
    '/support/agent.segments/_tree.segment.rsc',
    '/support/agent.segments/_index.segment.rsc',
    '/api//support/conversations',
    '/API/support/conversations',
    '/api/support/%2e%2e/conversations',
    '/api/support/conversations;x=1',
    '/api/support/conversations/',
    '/_next/../api/support/conversations',
  ]
  const disguises = [
    {},
    { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
    { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
    { 'x-forwarded-host': 'localhost', 'x-original-url': '/api/support/conversations' },
  ]
  for (const path of paths) {
    for (const headers of disguises) {
      const answer = await request.get(`${porchlight.url}${path}`, { headers, maxRedirects: 0 })
      expect(answer.status(), path).toBeLessThan(500)
      expect(await answer.text(), path).not.toContain('For the team alone')
    }
  }
})

test('a forged server action runs nothing', async ({ request, porchlight }) => {
  const answer = await request.post(porchlight.url, {
    headers: { 'next-action': '0'.repeat(40), 'content-type': 'text/plain;charset=UTF-8' },
    data: '["$1:__proto__:then"]',
    maxRedirects: 0,
  })
  expect([400, 404, 405, 500]).toContain(answer.status())
  expect((await request.get(`${porchlight.url}/api/health`)).status()).toBe(200)
})

test('a request for a foreign URL is not forwarded', async ({ porchlight }) => {
  // 308 collapses two slashes to one, so it stays on our own path.
  const upgrade =
    'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n'
  for (const target of ['http://169.254.169.254/latest', 'http://localhost:1/', '//localhost:1/', '*']) {
    expect([0, 308, 400, 404]).toContain(
      await sendRaw(porchlight.port, `GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`),
    )
    expect([0, 400, 404]).toContain(
      await sendRaw(porchlight.port, `GET ${target} HTTP/1.1\r\nHost: localhost\r\n${upgrade}\r\n`),
    )
  }
})

test('slow or oversized requests are cut off', async ({ porchlight }) => {
  const [slow, long, large] = await Promise.all([
    sendRaw(porchlight.port, 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: '),
    sendRaw(porchlight.port, `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`),
    sendRaw(porchlight.port, `GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${'a'.repeat(20_000)}\r\n\r\n`),
  ])
  expect([slow, long, large]).toEqual([408, 431, 431])
})

const MARKUP = [
  '<img src=x onerror="window.__xss=1">',
  '"><iMg SrC="x" oNeRRor="window.__xss=1;">',
  "http://a'onmouseover='window.__xss=1",
  '<svg/onload=window.__xss=1>',
  '<iframe srcdoc="<script>parent.__xss=1</script>">',
  '<form action="https://evil.example"><input name=password></form>',
  '<base href="https://evil.example/">',
  '&lt;script&gt;window.__xss=1&lt;/script&gt;',
  '<noscript><p title="</noscript><img src=x onerror=window.__xss=1>">',
  '[click](javascript:window.__xss=1) [c](data:text/html;base64,PHNjcmlwdD4=)',
  '<style>@import url(https://evil.example/x.css)</style><link rel=stylesheet href=https://evil.example/y.css>',
  '{{constructor.constructor("window.__xss=1")()}}',
]
const RIGHT_TO_LEFT = 'invoice\u202egpj.exe'

/** What a visitor says about themselves, hostile in every field. The URLs are as hostile as allowed. */
const told = {
  visitor: { name: '<b onmouseover=window.__xss=1>Vera</b>', email: "a'onmouseover'b@evil.example" },
  pageUrl: `https://shop.example/"'><img src=x onerror=window.__xss=1>`,
  referrer: `https://evil.example/'onmouseover='window.__xss=1`,
}
const { name, email } = told.visitor
const path = new URL(told.pageUrl).pathname

const row = (page: Page) => page.locator('li[data-row]', { hasText: name })
const details = (page: Page) => page.getByRole('region', { name: 'Visitor details' })
const header = (page: Page) => page.locator('#conversation').getByRole('list').first()
const bubble = (page: Page, text: string) => log(page).locator('[data-content]', { hasText: text })

/** Every place that shows visitor-controlled text. */
const PLACES: [place: string, who: 'agent' | 'visitor', locate: (page: Page) => Locator][] = [
  ['the name in the list', 'agent', (page) => row(page).getByText(name)],
  ['the last words in the list', 'agent', (page) => row(page).getByText(RIGHT_TO_LEFT)],
  ['the name in the header', 'agent', (page) => page.locator('#conversation').getByRole('heading', { name })],
  ['the name above a message', 'agent', (page) => log(page).locator('bdi', { hasText: name })],
  ['the name in the details', 'agent', (page) => details(page).getByRole('heading', { name })],
  ['the page above the log', 'agent', (page) => log(page).locator('b', { hasText: path })],
  ['the page in the details', 'agent', (page) => details(page).getByRole('link', { name: path })],
  [
    'the referrer in the details',
    'agent',
    (page) => details(page).getByRole('link', { name: 'evil.example (' }),
  ],
  ['the address in the details', 'agent', (page) => details(page).getByRole('link', { name: email })],
  ...[...MARKUP, RIGHT_TO_LEFT].flatMap((text) =>
    (['agent', 'visitor'] as const).map((who): (typeof PLACES)[number] => [
      `${text} in the log`,
      who,
      (page) => bubble(page, text),
    ]),
  ),
]

test('hostile text is text wherever it is shown', async ({ visitorPage, agentPage }) => {
  // A request to another host fails the test by itself.
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await visitor.route('**/api/support/conversations', (route) => {
    const draft = route.request().postDataJSON()
    return route.continue({ postData: JSON.stringify({ ...draft, ...told }) })
  })
  // The page that the visitor is on now would take the place of the one that they started from.
  await visitor.route('**/conversations/*/page', (route) => route.fulfill({ json: {} }))
  await openChat(visitor)
  for (const text of MARKUP) await say(visitor, text)
  await say(visitor, RIGHT_TO_LEFT)
  await openConversation(agent, name)
  const pages = { visitor, agent }

  // Where the details are shown beside it, the header omits what they show.
  const size = agent.viewportSize()
  await agent.setViewportSize({ width: 1_100, height: 800 })
  for (const text of [path, email]) await expect(header(agent).getByText(text)).toBeVisible()
  if (size) await agent.setViewportSize(size)
  for (const [place, who, locate] of PLACES)
    await expect(locate(pages[who]).first(), `${place}, for the ${who}`).toBeVisible()
  await visitor.getByRole('dialog').getByRole('button', { name: 'Close chat' }).click()
  for (const text of MARKUP) await say(agent, text)
  const preview = visitor.getByRole('button', { name: /^New message from/ })
  await expect(preview).toContainText(MARKUP.at(-1) ?? '')
  await openChat(visitor)
  await expect(bubble(visitor, MARKUP[0] ?? '').nth(1)).toBeVisible()

  for (const page of [visitor, agent]) {
    await page.reload()
    await expect(bubble(page, MARKUP[0] ?? '').first()).toBeVisible()
    await expectInert(page)
  }
})

/** Checks that no text became part of the page, and that none reverses its surroundings. */
async function expectInert(page: Page): Promise<void> {
  expect(await page.evaluate(() => '__xss' in window)).toBe(false)
  expect(await page.title()).not.toMatch(/[<>\u202e]/)
  const made = 'img, iframe, base, noscript p, [onload], [onerror], [onmouseover], [href*="evil" i]:is(link)'
  await expect(page.locator(made)).toHaveCount(0)
  await expect(page.locator('[data-content]').locator('svg, form, style, link, script')).toHaveCount(0)
  for (const link of await page.locator('[data-content] a').all()) {
    await expect(link).toHaveAttribute('href', /^https?:/)
    await expect(link).toHaveAttribute('rel', /noopener noreferrer nofollow/)
  }
  const isolation = await page.getByText('\u202e').evaluateAll((elements) =>
    elements.map((element) => {
      const isolating = element.closest('bdi, [dir], [data-content]')
      return isolating && getComputedStyle(isolating).unicodeBidi
    }),
  )
  for (const found of isolation) expect(['isolate', 'plaintext']).toContain(found)
}

test('endlessly stacked diacritics stay in their bubble', async ({ visitorPage }) => {
  const visitor = await visitorPage()
  await openChat(visitor)
  await say(visitor, 'calm')
  await say(visitor, `tower${'\u0301'.repeat(400)}`)
  const [calm, tower] = [bubble(visitor, 'calm').locator('..'), bubble(visitor, 'tower')]
  await expect(tower).toBeVisible()
  await expect(visitor.getByText('Sent')).toBeVisible()

  const beside = await calm.screenshot()
  await tower.evaluate((element) => {
    element.textContent = 'tower'
  })
  expect(beside.equals(await calm.screenshot())).toBe(true)
})
