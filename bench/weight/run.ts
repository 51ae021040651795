import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from '@playwright/test'
import pg from 'pg'
import { installedBrowser } from '@/scripts/steps/browser.mjs'
import { OFFICE, type Product, startProduct } from '../product'
import { report } from '../report'
import { median } from '../statistics'

/** Budgets, in bytes with gzip. */
const LOADER_BYTES = 6_000
const TYPEABLE_BYTES = 60_000

/** From the click to a focused field, in milliseconds: on a phone, and with a warm cache. */
const COLD_MS = 1_000
const WARM_MS = 150

/** "Fast 4G" in Chromium's developer tools, and a phone's CPU. */
const FAST_4G = { latency: 60, downloadThroughput: (9_000 * 1024) / 8, uploadThroughput: (1_500 * 1024) / 8 }
const SLOWER = 4

/** What the tag may add to a page while it loads: layout shift (CLS), and blocking time in milliseconds. */
const ADDED_SHIFT = 0
const ADDED_BLOCKING_MS = 50
/** Tasks on the main thread up to this length do not count as blocking. */
const UNNOTICED_MS = 50
const REST_MS = 3_000

const ROUNDS = 5

type Load = { path: string; bytes: number }
type Calm = { shift: number; blockingMs: number }
/** What the page's observers recorded. */
type Seen = { shifts: number[]; tasks: number[] }

const WITHOUT_TAG = '/without-tag'
/** Text that a late layout change would move. */
const ARTICLE = '<h1>Lamps</h1><p>A lamp on the porch says that someone is home.</p>'.repeat(20)

/**
 * What the tag costs a page: requests and bytes of the loader, and of the frame before and after the visitor can type. Uses a
 * static page on another origin and the product as built. Fails when a budget is exceeded, or when the tag moves or blocks the
 * page.
 */
export async function measureWeight(): Promise<void> {
  const product = await startProduct(OFFICE)
  const shop = await startShop()
  const executablePath = installedBrowser()
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({ args, ...(executablePath && { executablePath }) })
  try {
    const origin = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
    const key = await allow(product, origin)
    const tag = `<script async src="http://localhost:${product.port}/widget.js?key=${key}"></script>`
    shop.on('request', ({ url }, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(`<!doctype html><title>Shop</title><body>${ARTICLE}${url === WITHOUT_TAG ? '' : tag}`),
    )
    const isLight = await weigh(browser, origin)
    const isCalm = await compare(browser, origin)
    const isWithinBudget = isLight && isCalm
    await time(browser, origin)
    printPeers()
    if (!isWithinBudget) process.exitCode = 1
  } finally {
    await browser.close()
    shop.close()
    shop.closeAllConnections()
    await product.stop()
  }
}

/** @returns whether both budgets are met */
async function weigh(browser: Browser, origin: string): Promise<boolean> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const loads = await noteLoads(page)
  await page.goto(origin)
  await launcher(page).waitFor()
  await page.waitForTimeout(1_000)
  const loader = total(loads())
  await launcher(page).hover()
  await launcher(page).click()
  await field(page).waitFor()
  // The realtime client loads afterwards, without blocking typing.
  const typeable = loads().filter(({ path: name }) => !/modular-/.test(name) && !/linkify-/.test(name))
  await page.waitForTimeout(2_000)
  const everything = loads()
  const frameUntilTypeable = total(typeable).bytes - loader.bytes
  print('loader, requests', loader.count, 'requests', 1)
  print('loader', loader.bytes, 'B gzip', LOADER_BYTES)
  print('frame until one can type, requests', typeable.length - loader.count, 'requests', null)
  print('frame until one can type', frameUntilTypeable, 'B gzip', TYPEABLE_BYTES)
  print('opened panel in all, requests', everything.length, 'requests', null)
  print('opened panel in all', total(everything).bytes, 'B gzip', null)
  await context.close()
  return loader.bytes <= LOADER_BYTES && frameUntilTypeable <= TYPEABLE_BYTES
}

/**
 * Loads the same page with and without the tag on a slow CPU, as Lighthouse compares pages. Blocking time is what tasks take
 * beyond {@link UNNOTICED_MS}, so only a machine several times slower can fail it.
 *
 * @returns whether both budgets are met
 */
async function compare(browser: Browser, origin: string): Promise<boolean> {
  const without: Calm[] = []
  const withTag: Calm[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    without.push(await disturbance(browser, origin + WITHOUT_TAG))
    withTag.push(await disturbance(browser, origin))
  }
  const added = (of: (calm: Calm) => number) => Math.max(0, median(withTag.map(of)) - median(without.map(of)))
  const shift = added((calm) => calm.shift)
  const blockingMs = added((calm) => calm.blockingMs)
  print('layout shift of the tag', shift, 'CLS', ADDED_SHIFT)
  print('blocking time of the tag, slow CPU', blockingMs, 'ms', ADDED_BLOCKING_MS)
  return shift <= ADDED_SHIFT && blockingMs < ADDED_BLOCKING_MS
}

/** A page's layout shift and blocking time from its first byte until it is idle. */
async function disturbance(browser: Browser, url: string): Promise<Calm> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  await page.addInitScript(() => {
    const seen: Seen = { shifts: [], tasks: [] }
    Object.assign(window, { seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shifts.push((entry as unknown as { value: number }).value)
    }).observe({ type: 'layout-shift', buffered: true })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.tasks.push(duration)
    }).observe({ type: 'longtask', buffered: true })
  })
  await page.goto(url)
  if (!url.endsWith(WITHOUT_TAG)) await launcher(page).waitFor()
  await page.waitForTimeout(REST_MS)
  const { shifts, tasks } = await page.evaluate(() => (window as unknown as { seen: Seen }).seen)
  await context.close()
  return {
    shift: shifts.reduce((sum, shift) => sum + shift, 0),
    blockingMs: tasks.reduce((sum, task) => sum + Math.max(0, task - UNNOTICED_MS), 0),
  }
}

/** Times depend on the machine, so they are printed with their targets and never fail. */
async function time(browser: Browser, origin: string): Promise<void> {
  const [cold, warm]: number[][] = [[], []]
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await browser.newContext()
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    await devtools.send('Network.emulateNetworkConditions', { offline: false, ...FAST_4G })
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    await page.goto(origin)
    await launcher(page).waitFor()
    cold?.push(await untilTypeable(page))
    await page.keyboard.press('Escape')
    await page.waitForTimeout(500)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    warm?.push(await untilTypeable(page))
    await context.close()
  }
  const [coldMs, warmMs] = [median(cold ?? []), median(warm ?? [])]
  print('click to typing, Fast 4G, slow CPU', coldMs, 'ms', COLD_MS)
  print('click to typing, frame is there', warmMs, 'ms', WARM_MS)
}

/** Waits until the field accepts a key. Measured from outside, so it includes a few milliseconds of the protocol. */
async function untilTypeable(page: Page): Promise<number> {
  const startedAt = performance.now()
  await launcher(page).click()
  await field(page).and(page.frameLocator('[data-porchlight] iframe').locator(':focus')).waitFor()
  return performance.now() - startedAt
}

const launcher = (page: Page) => page.locator('[data-porchlight] .launcher')
const field = (page: Page) =>
  page.frameLocator('[data-porchlight] iframe').getByRole('textbox', { name: 'Message' })

/** Records requests to the product, with gzip sizes of the bodies: this browser gets brotli, which is a tenth smaller. */
async function noteLoads(page: Page): Promise<() => Load[]> {
  const loads = new Map<string, Load>()
  const host = 'localhost'
  page.on('requestfinished', async (request) => {
    const { hostname, pathname } = new URL(request.url())
    if (hostname !== host) return
    const body = await (await request.response())?.body()
    if (body)
      loads.set(pathname, { path: path.basename(pathname), bytes: gzipSync(body, { level: 9 }).length })
  })
  return () => [...loads.values()]
}

function total(loads: Load[]) {
  return { count: loads.length, bytes: loads.reduce((sum, { bytes }) => sum + bytes, 0) }
}

function print(metric: string, value: number, unit: string, most: number | null): void {
  report({ metric, unit, aim: most === null ? null : { valueAtMost: most } }, value, null)
}

/** Published figures of other products. Quoted, not measured: other versions differ. */
function printPeers(): void {
  console.log(
    'Munin’s widget at its introduction (pull request 102, May 2026): 6,180 B gzip, one script, without attachments or frame',
  )
  console.log('Chatwoot’s widget (issue 2658): once 170 KiB of script')
}

function startShop(): Promise<Server> {
  const server = createServer()
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

/** Allows pages of this origin to show the chat of the default site. */
async function allow(product: Product, origin: string): Promise<string> {
  const client = new pg.Client({ connectionString: product.databaseUrl() })
  await client.connect()
  const { rows } = await client.query<{ key: string }>(
    'UPDATE site SET allowed_origins = $1 WHERE is_default RETURNING key',
    [[origin]],
  )
  await client.end()
  // Processes may take this long to see the change.
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  return rows[0]?.key ?? ''
}
