import { composer, openConversation, say } from './support/chat'
import {
  expect,
  field,
  frame,
  IN_FIREFOX,
  launcher,
  noteConsole,
  noteRequests,
  openWidget,
  panel,
  sayFromShop,
  test,
} from './support/widget'

// Tries WGT-002.
test('W-01 a tag adds one launcher, even when included twice', { tag: IN_FIREFOX }, async ({
  openShop,
  tag,
}) => {
  const page = await openShop({ html: `<h1>Lamps</h1>${tag}` })
  await expect(launcher(page)).toBeVisible()
  const lines = noteConsole(page)
  const twice = await openShop({ path: '/twice', html: `<h1>Lamps</h1>${tag}${tag}` })
  const seen = noteConsole(twice)
  await twice.reload()
  await expect(launcher(twice)).toHaveCount(1)
  await expect.poll(() => seen).toEqual([expect.stringMatching(/^warning: Porchlight: two_tags/)])
  expect(lines).toEqual([])
})

test('W-01 a tag that names its site in data-key works too', async ({ openShop, allowed, porchlight }) => {
  const page = await openShop({
    path: '/data-key',
    html: `<script async src="${porchlight.url}/widget.js" data-key="${allowed.key}"></script>`,
  })
  await openWidget(page)
})

test('W-02 a closed launcher costs the page one request and nothing else', async ({
  openShop,
  context,
  porchlight,
}) => {
  const asked = noteRequests(context, porchlight.url)
  const sockets: string[] = []
  context.on('page', (page) => page.on('websocket', (socket) => sockets.push(socket.url())))
  await context.addInitScript(() => {
    const seen = { shift: 0, long: 0 }
    Object.assign(window, { seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.long = Math.max(seen.long, duration)
    }).observe({ type: 'longtask', buffered: true })
  })
  const page = await openShop({ path: '/quiet' })
  const lines = noteConsole(page)
  await expect(launcher(page)).toBeVisible()
  await page.waitForTimeout(2_000)
  expect(asked).toEqual(['/widget.js'])
  expect(sockets).toEqual([])
  expect(lines).toEqual([])
  expect(await page.locator('iframe').count()).toBe(0)
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([
    0,
    0,
    '',
  ])
  expect(await page.evaluate(() => (window as unknown as { seen: { shift: number } }).seen.shift)).toBe(0)
  expect(await context.cookies()).toEqual([])
})

test('W-03 hover or focus loads the frame, a click opens it, and a stored conversation loads it by itself', async ({
  openShop,
  shop,
  context,
  porchlight,
}) => {
  const page = await openShop({ path: '/intent' })
  await launcher(page).hover()
  await expect(page.locator('iframe')).toHaveCount(1)
  await expect(panel(page)).toBeHidden()
  await launcher(page).click()
  await expect(field(page)).toBeFocused()
  await sayFromShop(page, 'Is the lantern in stock?')

  // Closed, on another page of the shop: the badge needs the frame.
  await field(page).press('Escape')
  const asked = noteRequests(context, porchlight.url)
  const watch =
    '<script>removed=[];const{removeItem}=Storage.prototype;Storage.prototype.removeItem=function(key){if(this===localStorage)removed.push(key);removeItem.call(this,key)}</script>'
  const tag = (await page.content()).match(/<script async.*?<\/script>/)?.[0]
  shop.show('/other', `<h1>Other</h1>${watch}${tag}`)
  await page.goto(`${shop.origin}/other`)
  await expect(page.locator('iframe')).toHaveCount(1)
  await expect(panel(page)).toBeHidden()
  expect(asked).toContain('/widget/frame')
  expect(await page.evaluate(() => ({ ...localStorage })), 'no secret').toEqual({
    [`porchlight:${new URL((await page.locator('iframe').getAttribute('src')) ?? '').searchParams.get('key')}`]:
      '1',
  })
  await frame(page).locator('[role=status]').first().waitFor({ state: 'attached' })
  await page.waitForTimeout(500)
  const removed = () => (window as unknown as { removed: string[] }).removed
  expect(await page.evaluate(removed), 'a page left early must not forget the conversation').toEqual([])
})

test('W-03 the frame loads once, however often the chat opens and the page navigates', async ({
  openShop,
  context,
  porchlight,
}) => {
  const asked = noteRequests(context, porchlight.url)
  const frames = () => asked.filter((path) => path === '/widget/frame')
  const page = await openShop({ path: '/once' })
  await launcher(page).hover()
  await expect.poll(frames).toHaveLength(1)
  await openWidget(page)
  await field(page).fill('Half a sen')
  for (const part of ['lamps', 'lanterns']) {
    await page.evaluate((path) => history.pushState(null, '', path), `/once/${part}`)
    // The loader reports a new address to the frame after its title has had time to change.
    await page.waitForTimeout(500)
  }
  await page.evaluate(() => {
    window.Porchlight?.('hide')
    window.Porchlight?.('show')
  })
  await expect(field(page)).toHaveValue('Half a sen')
  expect(frames()).toHaveLength(1)
})

test('W-05 the page’s styles do not affect the chat, nor the chat’s the page', {
  tag: IN_FIREFOX,
}, async ({ openShop, tag }) => {
  const hostile = `<style>
    *{font-size:40px!important;box-sizing:content-box!important;color:red!important}
    body *{display:inline!important;position:static!important;transform:rotate(9deg)!important;opacity:.1!important;width:900px!important}
    button{background:lime!important} iframe{display:none!important} dialog{display:none!important}</style>`
  const names = '<script>before=Object.keys(window)</script>'
  const plain = await openShop({ path: '/plain' })
  const page = await openShop({ path: '/hostile', html: `${names}${hostile}<h1>Lamps</h1>${tag}` })
  for (const one of [plain, page]) await expect(launcher(one)).toBeVisible()
  const [expected, found] = await Promise.all([plain, page].map((one) => launcher(one).boundingBox()))
  expect(found).toEqual(expected)
  await openWidget(page)
  await expect.poll(() => panel(page).boundingBox()).toMatchObject({ width: 400 })
  const added = await page.evaluate(() => {
    const { before } = window as unknown as { before: string[] }
    return Object.keys(window).filter((name) => !before.includes(name) && Number.isNaN(Number(name)))
  })
  expect(added.filter((name) => name !== 'before')).toEqual(['Porchlight'])
  expect(await page.evaluate(() => document.styleSheets.length)).toBe(1)
})

// Tries WGT-017.
test('W-06 the page’s own messages do not reach the chat, and forged ones are ignored', async ({
  openShop,
  tag,
}) => {
  const page = await openShop({
    path: '/messages',
    html: `<script>heard=[];window.onmessage=({data})=>heard.push(data)</script>${tag}`,
  })
  await openWidget(page)
  await page.evaluate(() => {
    window.postMessage({ type: 'close' }, '*')
    window.postMessage(JSON.stringify({ type: 'close' }), '*')
    const chat = document
      .querySelector('[data-porchlight]')
      ?.shadowRoot?.querySelector('iframe')?.contentWindow
    const { port2 } = new MessageChannel()
    chat?.postMessage({ porchlight: 1, type: 'connect' }, '*', [port2])
    chat?.postMessage(JSON.stringify({ type: 'close' }), '*')
  })
  await page.waitForTimeout(300)
  await expect(field(page)).toBeVisible()
  expect(await page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([
    { type: 'close' },
    '{"type":"close"}',
  ])
})

// Tries WGT-026.
test('W-07 works under a strict policy with a nonce and Trusted Types', { tag: IN_FIREFOX }, async ({
  openShop,
  tag,
  porchlight,
}) => {
  const policy = [
    "default-src 'none'",
    "script-src 'nonce-abc' 'strict-dynamic'",
    `frame-src ${porchlight.url}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "base-uri 'none'",
    'img-src data:',
  ].join('; ')
  const page = await openShop({
    path: '/strict',
    html: tag.replace('<script', '<link rel="icon" href="data:,"><script nonce="abc"'),
    headers: { 'content-security-policy': policy },
  })
  const lines = noteConsole(page)
  await page.reload()
  await openWidget(page)
  await expect(launcher(page)).toHaveCSS('border-radius', '28px')
  expect(lines).toEqual([])
})

test('W-07 says so when the frame cannot be shown, with the reason in the console', async ({
  openShop,
  tag,
}) => {
  const page = await openShop({
    path: '/blocked',
    html: tag,
    headers: { 'content-security-policy': "frame-src 'none'" },
  })
  const lines = noteConsole(page)
  await launcher(page).click()
  await expect(panel(page).getByText('Chat can’t load here')).toBeVisible({ timeout: 12_000 })
  await expect
    .poll(() => lines)
    .toContainEqual(expect.stringMatching(/^warning: Porchlight: blocked .*help#blocked$/))
  await panel(page).getByRole('button', { name: 'Close chat' }).click()
  await expect(launcher(page)).toBeFocused()
})

// Tries WGT-004.
test('W-07 a page that is not on the site’s list shows nothing, and the console says why', async ({
  browser,
  tag,
  allowed,
  porchlight,
}) => {
  const { Shop } = await import('./support/shop')
  const evil = await Shop.start()
  const dataKey = `<script async src="${porchlight.url}/widget.js" data-key="${allowed.key}"></script>`
  try {
    for (const [path, html] of [
      ['/', tag],
      ['/data-key', dataKey],
    ] as const) {
      evil.show(path, html)
      const page = await browser.newPage()
      const lines = noteConsole(page)
      await page.goto(evil.origin + path)
      await expect
        .poll(() => lines)
        .toContainEqual(
          expect.stringMatching(/^warning: Porchlight: origin_not_allowed .*help#origin_not_allowed$/),
        )
      expect(lines.join()).toContain(`origin_not_allowed ${evil.origin}`)
      await expect(page.locator('[data-porchlight]')).toHaveCount(0)
      expect(await page.evaluate(() => typeof (window as { Porchlight?: unknown }).Porchlight)).toBe(
        'function',
      )
      await page.close()
    }
  } finally {
    evil.stop()
  }
})

test('W-07 a page that hides its address and is not on the site’s list says so when the chat is opened', async ({
  browser,
  tag,
}) => {
  const { Shop } = await import('./support/shop')
  const evil = await Shop.start()
  try {
    evil.show('/', tag, { 'referrer-policy': 'no-referrer' })
    const page = await browser.newPage()
    const lines = noteConsole(page)
    await page.goto(evil.origin)
    await launcher(page).click()
    await expect(panel(page).getByText('Chat can’t load here')).toBeVisible({ timeout: 12_000 })
    await expect
      .poll(() => lines)
      .toContainEqual(expect.stringContaining(`origin_not_allowed ${evil.origin}`))
    await page.close()
  } finally {
    evil.stop()
  }
})

test('W-11 the launcher is a button that says what it does', async ({ openShop }) => {
  const page = await openShop({ path: '/button' })
  const button = page.getByRole('button', { name: 'Open chat' })
  await expect(button).toHaveAttribute('aria-expanded', 'false')
  const box = await button.boundingBox()
  expect([box?.width, box?.height]).toEqual([56, 56])
  await page.keyboard.press('Tab')
  await expect(button).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(field(page)).toBeFocused()
  await expect(launcher(page)).toHaveAttribute('aria-expanded', 'true')
  await expect(launcher(page)).toHaveAccessibleName('Close chat')
})

test('W-12 end to end: a visitor of another site asks, an agent answers, and the badge shows it', {
  tag: IN_FIREFOX,
}, async ({ openShop, shop, tag, agentPage, context }) => {
  const page = await openShop({ path: '/lamps', html: `<title>Lanterns</title>${tag}` })
  await page.evaluate(() => {
    const heard: unknown[] = []
    Object.assign(window, { heard })
    window.Porchlight?.('on', 'unread', (detail) => heard.push(detail))
    window.Porchlight?.('on', 'message', (detail) => heard.push(Object.keys(detail)))
  })
  await openWidget(page)
  await sayFromShop(page, 'Do you ship to Oslo?')
  await field(page).press('Escape')
  await expect(panel(page)).toBeHidden()

  const agent = await agentPage({ viewport: { width: 1400, height: 900 } })
  await openConversation(agent, 'Do you ship to Oslo?')
  await expect(
    agent
      .getByText(`${shop.origin.replace('http://', '')}/lamps`)
      .filter({ visible: true })
      .first(),
  ).toBeVisible()
  await say(agent, 'Yes, within a week.')
  await expect(page.locator('[data-porchlight] .badge')).toHaveText('1')
  await expect(launcher(page)).toHaveAccessibleName('Open chat, 1 unread message')
  expect(await page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual(
    expect.arrayContaining([{ count: 1 }, ['conversationId', 'sequence']]),
  )

  // Another tab, and a reload: the same conversation, the same count.
  const tab = await context.newPage()
  await tab.goto(`${shop.origin}/lamps`)
  await expect(tab.locator('[data-porchlight] .badge')).toHaveText('1')
  await page.reload()
  await expect(page.locator('[data-porchlight] .badge')).toHaveText('1')

  // A message in a background window does not count as read.
  await page.bringToFront()
  await launcher(page).click()
  await expect(frame(page).getByRole('log')).toContainText('Yes, within a week.')
  await expect(frame(page).getByRole('log')).toContainText('Do you ship to Oslo?')
  await expect(tab.locator('[data-porchlight] .badge')).toBeHidden()
  await field(page).fill('Thank you!')
  await field(page).press('Enter')
  await expect(agent.getByRole('log')).toContainText('Thank you!')
  await expect(composer(agent)).toBeVisible()
})

test('W-17 on a large screen the page beside the chat stays usable', async ({ openShop, tag }) => {
  const page = await openShop({
    path: '/usable',
    html: `<button onclick="this.textContent='Bought'">Buy</button>${tag}`,
  })
  await openWidget(page)
  const size = page.viewportSize()
  await expect
    .poll(() => panel(page).boundingBox(), 'once it has grown')
    .toMatchObject({ width: 400, height: Math.min(680, (size?.height ?? 0) - 116) })
  await expect(panel(page)).toHaveAttribute('aria-modal', 'false')
  await page.getByRole('button', { name: 'Buy' }).click()
  await expect(page.getByRole('button', { name: 'Bought' })).toBeVisible()
  await expect(field(page)).toBeVisible()
})

test('W-18 the focus goes to the field, and back to what opened the chat', async ({ openShop }) => {
  const page = await openShop({ path: '/focus' })
  for (const close of ['Escape', 'button'] as const) {
    await launcher(page).click()
    await expect(field(page)).toBeFocused()
    if (close === 'Escape') await page.keyboard.press('Escape')
    else await frame(page).getByRole('button', { name: 'Close chat' }).click()
    await expect(panel(page)).toBeHidden()
    await expect(launcher(page)).toBeFocused()
  }
})

test('W-18 on touch screens, opening does not bring up the keyboard', async ({
  browser,
  browserName,
  shop,
  tag,
}) => {
  test.skip(browserName === 'firefox', 'Playwright has no touch over WebDriver BiDi')
  shop.show('/touch', tag)
  const page = await browser.newPage({
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 800 },
  })
  await page.goto(`${shop.origin}/touch`)
  await launcher(page).tap()
  await expect(frame(page).getByRole('heading').first()).toBeFocused()
  await page.close()
})

test('W-19 the panel fills a small screen, and the page behind keeps its scroll position', {
  tag: IN_FIREFOX,
}, async ({ browser, shop, tag }) => {
  shop.show('/small', `<button>Behind</button><div style="height:4000px">Long</div>${tag}`)
  const page = await browser.newPage({ viewport: { width: 360, height: 640 } })
  await page.goto(`${shop.origin}/small`)
  await page.evaluate(() => window.scrollTo(0, 700))
  await openWidget(page)
  await expect
    .poll(() => panel(page).boundingBox(), 'once it has grown')
    .toEqual({ x: 0, y: 0, width: 360, height: 640 })
  await expect(panel(page)).toHaveAttribute('aria-modal', 'true')
  expect(
    await page.evaluate(() =>
      document.querySelector('[data-porchlight]')?.shadowRoot?.querySelector('dialog')?.matches(':modal'),
    ),
  ).toBe(true)
  await page.mouse.wheel(0, 500)
  await field(page).press('Escape')
  await expect(panel(page)).toBeHidden()
  expect(await page.evaluate(() => window.scrollY)).toBe(700)
  expect(await page.evaluate(() => document.documentElement.style.overflow)).toBe('')
  await page.close()
})
