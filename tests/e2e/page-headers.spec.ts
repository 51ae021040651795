import type { Page } from '@playwright/test'
import { openChat, openConversation, say } from './support/chat'
import { expect, test } from './support/fixtures'
import { admin, discardPorchlight, preparePorchlight } from './support/porchlight'

const PAGES = [
  '/',
  '/sign-in',
  '/setup',
  '/join',
  '/reset-password',
  '/support/settings/people',
  '/support/agent',
  '/support/agent/nothing',
  '/nothing-here',
]

test('every page says what a browser may do with it', async ({ request }) => {
  for (const path of PAGES) {
    const headers = (await request.get(path, { maxRedirects: 0 })).headers()
    const policy = headers['content-security-policy'] ?? ''

    expect(policy, path).toMatch(/script-src 'self' 'nonce-[\w+/=]{24}' 'strict-dynamic';/)
    expect(policy.split('script-src')[1]?.split(';')[0], path).not.toContain('unsafe')
    for (const directive of ['default-src', 'base-uri', 'object-src', 'frame-ancestors'])
      expect(policy, path).toContain(`${directive} 'none'`)
    expect(policy, path).toContain("form-action 'self'")
    expect(headers, path).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    expect(headers['cache-control'], path).toContain(path === '/' ? 'no-cache' : 'no-store')
    expect(headers['permissions-policy'], path).toContain('camera=()')
    expect(headers['strict-transport-security'], path).toBeUndefined()
    expect(headers['x-powered-by'], path).toBeUndefined()
  }
})

test('no page violates its own policy, and every response has its own nonce', async ({
  visitorPage,
  agentPage,
}) => {
  // A refused script or style is an error in the browser's console, which fails the test.
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Do the lamps dim?')
  await openConversation(agent, 'Do the lamps dim?')
  await agent
    .getByRole('button', { name: /^Close/ })
    .first()
    .click()
  await expect(agent.getByRole('button', { name: 'Undo' })).toBeVisible()

  const nonces = new Set<string | undefined>()
  for (const page of [visitor, agent]) {
    for (const path of ['/', '/sign-in', '/support/agent']) {
      const answer = await page.goto(path)
      nonces.add(/'nonce-([^']+)'/.exec((await answer?.allHeaders())?.['content-security-policy'] ?? '')?.[1])
      await expect(page.locator('body')).toBeVisible()
    }
  }
  expect(nonces.size).toBe(6)
})

test('a missing page has a policy too', async ({ visitorPage, allowConsoleError }) => {
  allowConsoleError(/404/)
  const page = await visitorPage()
  const refused = noteRefusals(page)
  await page.goto('/nothing-here')
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
  expect(refused()).toEqual([])
})

test('an injected script does not run', async ({ visitorPage, allowConsoleError }) => {
  allowConsoleError(/Content Security Policy|React error #418/)
  const page = await visitorPage()
  const refused = noteRefusals(page)
  await page.route('/', async (route) => {
    const answer = await route.fetch()
    const scripts = '<script>window.__xss = 1</script><script nonce="guessed">window.__xss = 2</script>'
    await route.fulfill({
      response: answer,
      body: (await answer.text()).replace('<head>', `<head>${scripts}`),
    })
  })
  await page.goto('/')
  await expect.poll(() => refused().length).toBe(2)

  await page.evaluate(() => {
    const smuggled =
      '<img src="data:," onerror="window.__xss = 3"><a href="javascript:window.__xss = 4">.</a>'
    document.body.insertAdjacentHTML('beforeend', smuggled)
    document.body.querySelector<HTMLAnchorElement>('a[href^="javascript:"]')?.click()
  })
  await expect.poll(() => refused().length).toBe(4)
  expect(await page.evaluate(() => '__xss' in window)).toBe(false)
})

test('the chosen theme is there at first paint', async ({ visitorPage }) => {
  const page = await visitorPage()
  await page.evaluate(() => localStorage.setItem('porchlight-theme', 'dark'))
  await page.reload({ waitUntil: 'commit' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('over https there is an HSTS header, and cookies are bound to this host', async ({ request }) => {
  const porchlight = await preparePorchlight({ PUBLIC_URL: 'https://chat.example.com' })
  await porchlight.start()
  const page = await request.get(`${porchlight.url}/sign-in`)
  expect(page.headers()['strict-transport-security']).toBe('max-age=31536000')

  const headers = { origin: 'https://chat.example.com' }
  const visitor = await request.post(`${porchlight.url}/api/support/conversations`, {
    headers,
    data: { clientConversationId: crypto.randomUUID() },
  })
  expect(visitor.headers()['set-cookie']).toMatch(
    /^__Host-porchlight_visitor=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
  )
  const agent = await request.post(`${porchlight.url}/api/auth/sign-in/email`, {
    headers,
    data: { email: admin.email, password: admin.password },
  })
  const [session, device] = agent.headers()['set-cookie']?.split('\n') ?? []
  expect(session).toMatch(
    /^__Host-porchlight\.session_token=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
  expect(device).toMatch(
    /^__Host-porchlight_device=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
  )
  await discardPorchlight(porchlight)
})

/** Policy violations that the browser reported to the page. */
function noteRefusals(page: Page): () => string[] {
  const refused: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) refused.push(message.text())
  })
  return () => refused
}
