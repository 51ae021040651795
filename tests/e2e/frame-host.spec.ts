import { type BrowserContext, test as base, expect, type Frame, type Page } from '@playwright/test'
import { build } from 'esbuild'
import { readMessage } from '@/contract/log/message-table'
import { MAX_FRAME_MESSAGES_PER_SECOND } from '@/contract/sites/frame-limits'
import { frameMessages } from '@/contract/sites/frame-messages'
import type { FramedWindow } from './support/frame-page'

/** A shop that embeds the chat, and the chat's own site. Playwright answers for both. */
const SHOP = 'https://shop.example'
const CHAT = 'https://chat.example'

const test = base.extend<object, { script: string }>({
  script: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from this pattern
    async ({}, use) => {
      const options = { bundle: true, write: false, format: 'iife', platform: 'browser' } as const
      const { outputFiles } = await build({ ...options, entryPoints: ['tests/e2e/support/frame-page.ts'] })
      await use(outputFiles[0]?.text ?? '')
    },
    { scope: 'worker' },
  ],
})

/** What the shop's own script does: frames the chat, connects to it by a port, and keeps what it hears. */
type ShopWindow = Window & {
  heard: string[]
  port: MessagePort
  connect: () => void
}

const SHOP_PAGE = `<!doctype html><title>Lamps</title><body><iframe name="chat" src="${CHAT}/frame"></iframe><script>
  heard = []
  connect = () => {
    const channel = new MessageChannel()
    port = channel.port1
    port.onmessage = ({ data }) => heard.push(data)
    frames.chat.postMessage({ porchlight: 1, type: 'connect' }, '${CHAT}', [channel.port2])
  }
</script>`

test('the page connects once, tells where the visitor is, and is asked for the title', async ({
  context,
  script,
}) => {
  const { shop, frame } = await openShop(context, script)
  await connect(shop, frame)
  expect(await heard(shop)).toEqual([{ type: 'connected' }])

  expect(await frame.evaluate(() => (window as unknown as FramedWindow).host?.page())).toMatchObject({
    address: null,
    title: null,
  })
  await tell(shop, { type: 'page', address: `${SHOP}/lamps?coupon=secret`, title: 'Lamps', referrer: '' })
  await expect
    .poll(() => frame.evaluate(() => (window as unknown as FramedWindow).host?.page()))
    .toMatchObject({ address: `${SHOP}/lamps?coupon=secret`, title: 'Lamps', language: 'en-US' })
  const languages = () => frame.evaluate(() => (window as unknown as FramedWindow).host?.languages())
  expect(await languages()).toMatchObject({ asked: null, page: null, reader: ['en-US', 'en-US'], site: 'en' })
  const page = { type: 'page', address: `${SHOP}/lamps?coupon=secret`, title: 'Lamps', referrer: '' } as const
  await tell(shop, { ...page, language: 'pt-BR' })
  await tell(shop, { ...page, title: 'Lanterns', language: 'pt-BR' })
  await tell(shop, { ...page, language: 'pt-BR', locale: 'de' })
  await tell(shop, { ...page, language: 'x'.repeat(101) })
  await expect.poll(languages).toMatchObject({ asked: 'de', page: 'pt-BR' })
  expect(await frame.evaluate(() => (window as unknown as FramedWindow).languageChanges)).toBe(2)
  const context_ = await frame.evaluate(() => {
    const { host, pageContext } = window as unknown as FramedWindow
    return host && pageContext(host.page())
  })
  expect(context_).toMatchObject({ pageUrl: `${SHOP}/lamps`, language: 'en-US' })
  expect(context_).not.toHaveProperty('referrer')

  await frame.evaluate(() => {
    const { host } = window as unknown as FramedWindow
    for (const count of [3, 3, 12_345, 0]) host?.alertTitle(count, 'New message')
  })
  await expect.poll(() => heard(shop)).toHaveLength(4)
  expect((await heard(shop)).slice(1)).toEqual([
    { type: 'title', unreadCount: 3 },
    { type: 'title', unreadCount: 9_999 },
    { type: 'title', unreadCount: 0 },
  ])
  expect(await frame.title(), 'its own title stays').toBe('')
})

test('either side opens and closes the chat', async ({ context, script }) => {
  const { shop, frame } = await openShop(context, script)
  await connect(shop, frame)
  await tell(shop, { type: 'open' })
  await expect.poll(() => frame.evaluate(() => (window as unknown as FramedWindow).openings)).toEqual([true])
  await frame.evaluate(() => {
    const { host } = window as unknown as FramedWindow
    host?.close()
    host?.close()
    host?.open()
  })
  await expect.poll(() => heard(shop)).toEqual([{ type: 'connected' }, { type: 'close' }, { type: 'open' }])
  await tell(shop, { type: 'close' })
  await expect
    .poll(() => frame.evaluate(() => (window as unknown as FramedWindow).openings))
    .toEqual([true, false, true, false])
})

test('only the embedding page connects, and only once', async ({ context, script }) => {
  await serve(context, 'https://ads.example/', '<!doctype html>')
  const { shop, frame } = await openShop(context, script)
  await shop.evaluate(async () => {
    const beside = Object.assign(document.createElement('iframe'), {
      src: 'https://ads.example/',
      name: 'ads',
    })
    const loaded = new Promise((resolve) => beside.addEventListener('load', resolve))
    document.body.append(beside)
    await loaded
  })
  const ads = shop.frame('ads')
  await ads?.evaluate(() => {
    const { port1, port2 } = new MessageChannel()
    port1.postMessage(JSON.stringify({ type: 'open' }))
    parent.frames[0]?.postMessage({ porchlight: 1, type: 'connect' }, '*', [port2])
  })
  // The frame itself and nonsense from the page count as little.
  await frame.evaluate(() => {
    window.postMessage({ porchlight: 1, type: 'connect' }, '*', [new MessageChannel().port2])
  })
  await shop.evaluate(() => {
    const chat = window.frames[0]
    chat?.postMessage({ porchlight: 1, type: 'connect' }, '*')
    chat?.postMessage({ porchlight: 2, type: 'connect' }, '*', [new MessageChannel().port2])
    chat?.postMessage({ porchlight: 1, type: 'connect', more: 1 }, '*', [new MessageChannel().port2])
    chat?.postMessage('connect', '*', [new MessageChannel().port2])
  })
  await shop.waitForTimeout(200)
  expect(await frame.evaluate(() => (window as unknown as FramedWindow).host)).toBeUndefined()

  await connect(shop, frame)
  const second = await shop.evaluate(() => {
    const { port1, port2 } = new MessageChannel()
    window.frames[0]?.postMessage({ porchlight: 1, type: 'connect' }, '*', [port2])
    port1.postMessage(JSON.stringify({ type: 'open' }))
    return new Promise((resolve) => {
      port1.onmessage = () => resolve('answered')
      setTimeout(() => resolve('ignored'), 300)
    })
  })
  expect(second).toBe('ignored')
  expect(await frame.evaluate(() => (window as unknown as FramedWindow).openings)).toEqual([])
})

test('a page without an origin does not connect', async ({ context, script }) => {
  const { shop, frame } = await openShop(context, script, {
    'content-security-policy': 'sandbox allow-scripts',
  })
  await shop.evaluate(() => (window as unknown as ShopWindow).connect())
  await shop.waitForTimeout(200)
  expect(await shop.evaluate(() => self.origin)).toBe('null')
  expect(await frame.evaluate(() => (window as unknown as FramedWindow).host)).toBeUndefined()
  expect(await heard(shop)).toEqual([])
})

test('what is too long, too much or unknown is dropped, with one line each', async ({ context, script }) => {
  const { shop, frame } = await openShop(context, script)
  const lines: string[] = []
  shop.on('console', (message) => lines.push(message.text()))
  await connect(shop, frame)

  for (const wrong of ['{', '[]', '{"type":"page"}', `{"type":"open","more":1}`, 'x'.repeat(8_193), '7'])
    await shop.evaluate((text) => (window as unknown as ShopWindow).port.postMessage(text), wrong)
  await shop.evaluate(() => (window as unknown as ShopWindow).port.postMessage({ type: 'open' }))
  await expect.poll(() => lines).toHaveLength(2)
  expect(lines).toEqual([expect.stringContaining('unknown'), expect.stringContaining('too long')])
  expect(await frame.evaluate(() => (window as unknown as FramedWindow).openings)).toEqual([])

  await shop.waitForTimeout(1_000)
  await shop.evaluate((limit) => {
    const { port } = window as unknown as ShopWindow
    for (let index = 1; index <= 4 * limit; index += 1)
      port.postMessage(
        JSON.stringify({ type: 'page', address: location.href, title: `${index}`, referrer: '' }),
      )
  }, MAX_FRAME_MESSAGES_PER_SECOND)
  await expect.poll(() => lines).toHaveLength(3)
  expect(lines[2]).toContain('too many')
  expect(await frame.evaluate(() => (window as unknown as FramedWindow).host?.page().title)).toBe(
    String(MAX_FRAME_MESSAGES_PER_SECOND),
  )

  await shop.waitForTimeout(1_000)
  await tell(shop, { type: 'open' })
  await expect.poll(() => frame.evaluate(() => (window as unknown as FramedWindow).openings)).toEqual([true])
})

test('the frame stores in its site’s name, where the page does not see it', async ({ context, script }) => {
  const { shop, frame } = await openShop(context, script)
  await connect(shop, frame)
  await frame.evaluate(() =>
    (window as unknown as FramedWindow).host?.storage.set('visitor:conversation', 'c1'),
  )
  expect(await frame.evaluate(() => ({ ...localStorage }))).toEqual({
    'porchlight:pk_lamps:visitor:conversation': 'c1',
  })
  expect(await shop.evaluate(() => localStorage.length)).toBe(0)
})

test.describe('the credential', () => {
  const credential = (frame: Frame) =>
    frame.evaluate(async () => {
      const own = (window as unknown as FramedWindow).host?.credential
      return { ...(await own?.headers()), ...(await own?.startHeaders()) }
    })

  test('is a cookie where one of the frame’s partition sticks', async ({ context, script }) => {
    const { shop, frame } = await openShop(context, script)
    await connect(shop, frame)
    expect(await credential(frame)).toEqual({ 'Porchlight-Site': 'pk_lamps' })
    expect(await frame.evaluate(() => document.cookie), 'the probe is gone').toBe('')
  })

  test('stays in the storage once it is there, whatever sticks by now, until it is not known any more', async ({
    context,
    script,
  }) => {
    const { shop, frame } = await openShop(context, script)
    await connect(shop, frame)
    await frame.evaluate(() => (window as unknown as FramedWindow).host?.credential.keep('v1_secret'))
    const known = {
      'Porchlight-Site': 'pk_lamps',
      'Porchlight-Visitor': 'v1_secret',
      'Porchlight-Credential': 'header',
    }
    expect(await credential(frame)).toEqual(known)
    await frame.evaluate(() => (window as unknown as FramedWindow).host?.credential.forget())
    expect(await credential(frame)).toEqual({ 'Porchlight-Site': 'pk_lamps' })
    expect(await frame.evaluate(() => localStorage.length)).toBe(0)
  })

  test('goes with each request over http, where no such cookie is taken', async ({ context, script }) => {
    const { shop, frame } = await openShop(context, script, {}, 'http:')
    await connect(shop, frame)
    expect(await credential(frame)).toEqual({
      'Porchlight-Site': 'pk_lamps',
      'Porchlight-Credential': 'header',
    })
  })

  test('is held in memory, and the visitor is told, where the browser keeps nothing', async ({
    context,
    script,
  }) => {
    await context.addInitScript(() => {
      const refuse = { get: () => Promise.reject, configurable: true }
      const blocked = () => {
        throw new DOMException('blocked', 'SecurityError')
      }
      for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, { ...refuse, get: blocked })
      Object.defineProperty(Document.prototype, 'cookie', { get: blocked, set: blocked, configurable: true })
    })
    const { shop, frame } = await openShop(context, script)
    await connect(shop, frame)
    expect(await credential(frame)).toMatchObject({ 'Porchlight-Credential': 'header' })
    await frame.evaluate(() => (window as unknown as FramedWindow).host?.credential.keep('v1_secret'))
    expect(await credential(frame)).toMatchObject({ 'Porchlight-Visitor': 'v1_secret' })
    expect(await frame.evaluate(() => (window as unknown as FramedWindow).host?.storage.isPersistent())).toBe(
      false,
    )
  })
})

/** Opens the shop, whose page has `headers`, and waits for the frame. They are not connected yet. */
async function openShop(
  context: BrowserContext,
  script: string,
  headers: Record<string, string> = {},
  protocol: 'https:' | 'http:' = 'https:',
): Promise<{ shop: Page; frame: Frame }> {
  const at = (address: string) => address.replace('https:', protocol)
  await serve(context, at(`${SHOP}/lamps`), SHOP_PAGE.replaceAll('https:', protocol), headers)
  await serve(context, at(`${CHAT}/frame`), `<!doctype html><script>${script}</script>`)
  const shop = await context.newPage()
  await shop.goto(at(`${SHOP}/lamps`))
  const frame = shop.frame('chat')
  if (frame === null) throw new Error('the chat is not framed')
  await frame.waitForLoadState()
  return { shop, frame }
}

function serve(context: BrowserContext, address: string, body: string, headers: Record<string, string> = {}) {
  return context.route(address, (route) =>
    route.fulfill({ body, headers: { 'content-type': 'text/html', ...headers } }),
  )
}

async function connect(shop: Page, frame: Frame): Promise<void> {
  await shop.evaluate(() => (window as unknown as ShopWindow).connect())
  await frame.waitForFunction(() => (window as unknown as FramedWindow).host !== undefined)
}

function tell(shop: Page, message: object): Promise<void> {
  return shop.evaluate(
    (text) => (window as unknown as ShopWindow).port.postMessage(text),
    JSON.stringify(message),
  )
}

/** What the page heard from the frame: nothing but what the contract names, which has no text in it. */
async function heard(shop: Page): Promise<unknown[]> {
  const texts = await shop.evaluate(() => `[${(window as unknown as ShopWindow).heard}]`)
  const messages = JSON.parse(texts) as unknown[]
  expect(messages.filter((message) => readMessage(frameMessages, message) === null)).toEqual([])
  return messages
}
