import { connect } from 'node:net'
import { openChat, openConversation, say } from './support/chat'
import { expect, test } from './support/fixtures'

test('a stranger gets no conversation by any spelling of an address', async ({
  request,
  visitorPage,
  porchlight,
}) => {
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

test('a request for somebody else’s address is not passed on', async ({ porchlight }) => {
  // 308 sends two slashes to one: to a path of our own.
  const upgrade =
    'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n'
  for (const target of ['http://169.254.169.254/latest', 'http://localhost:1/', '//localhost:1/', '*']) {
    expect([0, 308, 400, 404]).toContain(
      await raw(porchlight.port, `GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`),
    )
    expect([0, 400, 404]).toContain(
      await raw(porchlight.port, `GET ${target} HTTP/1.1\r\nHost: x\r\n${upgrade}\r\n`),
    )
  }
})

test('who is slow or too long is sent away', async ({ porchlight }) => {
  const [slow, long, large] = await Promise.all([
    raw(porchlight.port, 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '),
    raw(porchlight.port, `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`),
    raw(porchlight.port, `GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${'a'.repeat(20_000)}\r\n\r\n`),
  ])
  expect([slow, long, large]).toEqual([408, 431, 431])
})

const PAYLOADS = [
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

test('hostile text is text wherever it is shown', async ({ visitorPage, agentPage }) => {
  // A request to another host fails the test by itself.
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, PAYLOADS[0] ?? '')
  await expect(visitor.getByText('Sent')).toBeVisible()
  const details = { name: '<b onmouseover=window.__xss=1>x</b>' }
  await visitor.evaluate(async ({ name }) => {
    const headers = { 'Porchlight-Side': 'visitor', 'Content-Type': 'application/json' }
    const { data } = await (await fetch('/api/support/conversations', { headers })).json()
    await fetch(`/api/support/conversations/${data[0].id}`, {
      method: 'PATCH',
      headers,
      body: JSON.stringify({ visitor: { name } }),
    })
  }, details)
  for (const payload of PAYLOADS.slice(1)) await say(visitor, payload)
  await openConversation(agent, details.name)

  for (const page of [visitor, agent]) {
    for (const payload of PAYLOADS)
      await expect(page.locator('[data-content]', { hasText: payload }).first()).toBeVisible()
    await page.reload()
    await expect(page.locator('[data-content]', { hasText: PAYLOADS[0] ?? '' }).first()).toBeVisible()
    expect(await page.evaluate(() => '__xss' in window)).toBe(false)
    const foreign = page
      .locator('[data-content]')
      .locator('img, svg, iframe, form, style, link, base, script')
    await expect(foreign).toHaveCount(0)
    for (const link of await page.locator('[data-content] a').all()) {
      await expect(link).toHaveAttribute('href', /^https?:/)
      await expect(link).toHaveAttribute('rel', /noopener noreferrer nofollow/)
    }
  }
  await expect(agent.getByText(details.name).first()).toBeVisible()
})

/** Writes bytes to the port and answers the status that comes back; 0 when the connection is only closed. */
function raw(port: number, bytes: string): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      if (received.includes('\r\n')) socket.end()
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(received)?.[1] ?? 0)))
    socket.write(bytes)
  })
}
