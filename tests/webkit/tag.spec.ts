import { randomUUID } from 'node:crypto'
import { type APIRequest, expect } from '@playwright/test'
import { miniBrowser } from '@/scripts/steps/browser.mjs'
import { test as base, type House } from '@/tests/e2e/support/houses'
import { admin } from '@/tests/e2e/support/porchlight'
import { WebKit } from './webdriver'

const FIELD = 'textarea'
const LAUNCHER = '.launcher'

const test = base.extend<{ webkit: WebKit }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern
  webkit: async ({}, use) => {
    const webkit = await WebKit.start(miniBrowser() ?? '')
    await use(webkit)
    await webkit.stop()
  },
})

for (const scheme of ['https', 'http'] as const) {
  test(`W-48 on ${scheme} a visitor asks, an agent answers, and the chat survives reload, navigation and a new tab`, async ({
    playwright,
    webkit,
    secure,
    plain,
  }) => {
    const house = scheme === 'https' ? secure : plain
    const { shop, tag } = house
    shop.show('/', tag)
    shop.show('/other', tag)
    await webkit.open(`${shop.origin}/`)
    await webkit.click(LAUNCHER)
    await webkit.enterFrame()
    // WebKit does not let a cross-site frame's scripts take the focus before the visitor has interacted with it.
    await webkit.click(FIELD)
    await webkit.enter(FIELD, `Do you ship over ${scheme}?`)
    await webkit.read('Sent')
    await answer(playwright.request, house, 'Yes, we do.')
    await webkit.read('Yes, we do.')
    const keys = await webkit.evaluate<string[]>('return Object.keys(localStorage)')
    expect(keys.filter((name) => name.endsWith(':credential'))).toHaveLength(1)

    await webkit.leaveFrame()
    await webkit.reload()
    await webkit.enterFrame()
    await webkit.read('Yes, we do.')
    await webkit.leaveFrame()
    await webkit.open(`${shop.origin}/other`)
    await webkit.enterFrame()
    await webkit.read('Yes, we do.')
    await webkit.leaveFrame()
    await webkit.openTab()
    await webkit.open(`${shop.origin}/other`)
    await webkit.click(LAUNCHER)
    await webkit.enterFrame()
    await webkit.read('Yes, we do.')
  })
}

/** Answers the only conversation, as the admin. */
async function answer(request: APIRequest, { url }: House, content: string): Promise<void> {
  const extraHTTPHeaders = { origin: url, 'Porchlight-Side': 'agent' }
  const desk = await request.newContext({ baseURL: url, ignoreHTTPSErrors: true, extraHTTPHeaders })
  const { email, password } = admin
  const signedIn = await desk.post('/api/auth/sign-in/email', { data: { email, password } })
  expect(signedIn.status(), await signedIn.text()).toBe(200)
  const { data } = await (await desk.get('/api/support/conversations')).json()
  const path = `/api/support/conversations/${data[0].id}/messages`
  const answered = await desk.post(path, { data: { clientMessageId: randomUUID(), content } })
  expect(answered.status(), await answered.text()).toBe(201)
  await desk.dispose()
}
