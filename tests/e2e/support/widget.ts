import { type BrowserContext, expect, type FrameLocator, type Locator, type Page } from '@playwright/test'
import { test as base } from './fixtures'
import type { Shop } from './shop'

type TestFixtures = {
  shop: Shop
  /** The tag that the shop includes. */
  tag: string
  /** Adds a page to the shop, by default `/`, with the tag and a body shorter than the screen. */
  openShop: (options?: { path?: string; html?: string; headers?: Record<string, string> }) => Promise<Page>
}

/** Tags tests that every run of the checks repeats in Firefox. `npm run test:firefox` runs all of the widget's tests there. */
export const IN_FIREFOX = '@in-firefox'

export const test = base.extend<TestFixtures>({
  shop: async ({ allowed }, use) => use(allowed.shop),
  tag: async ({ allowed, porchlight }, use) => use(tagFor(porchlight.url, allowed.key)),
  openShop: async ({ shop, tag, context }, use) => {
    await use(async ({ path = '/', html = `<h1>Lamps</h1>${tag}`, headers = {} } = {}) => {
      shop.show(path, html, headers)
      const page = await context.newPage()
      await page.goto(shop.origin + path)
      return page
    })
  },
})

export { expect }

export function tagFor(url: string, key: string): string {
  return `<script async src="${url}/widget.js?key=${key}"></script>`
}

export function launcher(page: Page): Locator {
  return page.locator('[data-porchlight] .launcher')
}

export function panel(page: Page): Locator {
  return page.locator('[data-porchlight] dialog')
}

export function frame(page: Page): FrameLocator {
  return page.frameLocator('[data-porchlight] iframe')
}

export function field(page: Page): Locator {
  return frame(page).getByRole('textbox', { name: 'Message' })
}

export async function openWidget(page: Page): Promise<void> {
  await launcher(page).click()
  await expect(field(page)).toBeVisible()
}

export async function sayFromShop(page: Page, text: string): Promise<void> {
  await field(page).fill(text)
  await field(page).press('Enter')
  await expect(frame(page).getByRole('log')).toContainText(text)
  await expect(frame(page).getByRole('log')).toContainText(/Sent|Read/)
}

/** The lines that a page's scripts write to its console, and errors thrown there. */
export function noteConsole(page: Page): string[] {
  const lines: string[] = []
  page.on('console', (message) => lines.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => lines.push(`thrown: ${error.message}`))
  return lines
}

/** What a context requested from the product, by path. */
export function noteRequests(context: BrowserContext, url: string): string[] {
  const paths: string[] = []
  context.on('request', (request) => {
    if (request.url().startsWith(url)) paths.push(new URL(request.url()).pathname)
  })
  return paths
}
