import {
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test'
import { SIDE_HEADER } from '@/contract/http/side-header'
import { admin, type Porchlight, withPorchlight } from './porchlight'
import { seenEverywhere } from './seen-everywhere'
import { allowOrigins, Shop } from './shop'

/** A colleague of the admin; all share one password. */
export const ben = { email: 'ben@example.com', password: admin.password }

type Storage = Awaited<ReturnType<BrowserContext['storageState']>>

type WorkerFixtures = {
  /**
   * One running product for all tests of a worker, with the seed's team and its forty conversations. Tests that kill it start
   * their own. Those that change a site restore it.
   */
  porchlight: Porchlight
  /** Session cookies of Ada, the admin, and of Ben: signing in for each test would hit the limit on attempts. */
  adminStorage: Storage
  benStorage: Storage
  /**
   * A shop that may show the product's chat, and the site's key. It stands here although only the widget's tests use it: for
   * tests with other worker fixtures, Playwright starts other workers, with other products.
   */
  allowed: { shop: Shop; key: string }
}

export type Colleague = { role: 'admin' | 'agent'; name: string; email: string; password: string }

type TestFixtures = {
  /** A new person on the demo page: a browser context of its own, without cookies. */
  visitorPage: (options?: BrowserContextOptions) => Promise<Page>
  /** The admin's inbox, signed in, in a context of its own. */
  agentPage: (options?: BrowserContextOptions) => Promise<Page>
  /** Ben's inbox, likewise. */
  benPage: (options?: BrowserContextOptions) => Promise<Page>
  /** Adds a colleague, who is not signed in. They stay, so each test needs an address of its own. */
  addColleague: (colleague: Colleague) => Promise<void>
  /** A page in a browser with classic scrollbars, as on Windows and Linux. Playwright's own browser hides them. */
  classicPage: (options?: BrowserContextOptions) => Promise<Page>
  /** A page in a browser with a back/forward cache, as users have it. Playwright's own browser has none. */
  cachingPage: () => Promise<Page>
  /** Expects a matching error in a browser's console; any other fails the test. */
  allowConsoleError: (pattern: RegExp) => void
}

/** One machine plays all visitors, and one visitor sends in a minute what others send in an hour. */
export const unhurried = {
  LIMIT_MESSAGES_PER_VISITOR: '1000000',
  LIMIT_MESSAGES_PER_CONVERSATION: '1000000',
  LIMIT_MESSAGES_PER_NETWORK: '1000000',
  LIMIT_MESSAGES_PER_SITE: '1000000',
  LIMIT_READS_PER_NETWORK: '1000000',
  LIMIT_CHANGES_PER_NETWORK: '1000000',
  LIMIT_PAGES_PER_NETWORK: '1000000',
  LIMIT_SIGN_INS_PER_ACCOUNT_HOURLY: '1000000',
}

export const test = base.extend<TestFixtures & { contexts: Contexts }, WorkerFixtures>({
  porchlight: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern
    async ({}, use) => withPorchlight(use, unhurried, { data: 'team' }),
    { scope: 'worker', timeout: 300_000 },
  ],

  adminStorage: [
    async ({ browser, porchlight }, use) => use(await signedIn(browser, porchlight, admin)),
    { scope: 'worker', timeout: 60_000 },
  ],

  benStorage: [
    async ({ browser, porchlight }, use) => use(await signedIn(browser, porchlight, ben)),
    { scope: 'worker', timeout: 60_000 },
  ],

  allowed: [
    async ({ porchlight }, use) => {
      const shop = await Shop.start()
      const key = await allowOrigins(porchlight, [shop.origin])
      await seenEverywhere()
      await use({ shop, key })
      shop.stop()
    },
    { scope: 'worker', timeout: 30_000 },
  ],

  baseURL: async ({ porchlight }, use) => use(porchlight.url),

  contexts: async ({ browser, porchlight }, use) => {
    const contexts = new Contexts(browser, porchlight.url)
    await use(contexts)
    await contexts.close()
    expect(contexts.complaints(), 'errors in the browsers’ consoles, and requests to other hosts').toEqual([])
  },

  visitorPage: async ({ contexts }, use) => {
    await use(async (options) => {
      const page = await contexts.openPage(options)
      await page.goto('/')
      return page
    })
  },

  agentPage: async ({ contexts, adminStorage }, use) => {
    await use(async (options) => {
      const page = await contexts.openPage({ storageState: adminStorage, ...options })
      await page.goto('/support/agent')
      return page
    })
  },

  benPage: async ({ contexts, benStorage }, use) => {
    await use(async (options) => {
      const page = await contexts.openPage({ storageState: benStorage, ...options })
      await page.goto('/support/agent')
      return page
    })
  },

  addColleague: async ({ playwright, porchlight, adminStorage }, use) => {
    const { url } = porchlight
    const extraHTTPHeaders = { origin: url, [SIDE_HEADER]: 'agent' }
    const requestsFrom = (storageState: Storage) =>
      playwright.request.newContext({ baseURL: url, extraHTTPHeaders, storageState })
    const post = async (from: APIRequestContext, path: string, data: object) => {
      const answer = await from.post(path, { data })
      expect(answer.ok(), await answer.text()).toBe(true)
      return answer
    }
    await use(async ({ role, ...person }) => {
      porchlight.keepUnwritten(person.password)
      const ada = await requestsFrom(adminStorage)
      const invitation = await (await post(ada, '/api/support/invitations', { role })).json()
      const newcomer = await requestsFrom({ cookies: [], origins: [] })
      const token = invitation.url.split('#')[1]
      await post(newcomer, '/api/support/invitations/accept', { token, ...person })
      await post(newcomer, '/api/auth/sign-out', {})
      await Promise.all([ada.dispose(), newcomer.dispose()])
    })
  },

  classicPage: async ({ playwright, launchOptions, porchlight }, use) => {
    const browser = await playwright.chromium.launch({
      ...launchOptions,
      ignoreDefaultArgs: ['--hide-scrollbars'],
    })
    await use((options) => browser.newPage({ baseURL: porchlight.url, ...options }))
    await browser.close()
  },

  cachingPage: async ({ playwright, launchOptions, porchlight }, use) => {
    const browser = await playwright.chromium.launch({
      ...launchOptions,
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    })
    await use(() => browser.newPage({ baseURL: porchlight.url }))
    await browser.close()
  },

  allowConsoleError: async ({ contexts }, use) => use((pattern) => contexts.allow(pattern)),
})

export { expect }

async function signedIn(
  browser: Browser,
  porchlight: Porchlight,
  agent: { email: string; password: string },
): Promise<Storage> {
  const context = await browser.newContext({ baseURL: porchlight.url })
  await signIn(context, porchlight, agent)
  const storage = await context.storageState()
  await context.close()
  return storage
}

/** Signs an agent in, by default the admin, and keeps the cookie in the context. */
export async function signIn(
  context: BrowserContext,
  { url }: { url: string },
  { email, password }: { email: string; password: string } = admin,
): Promise<void> {
  const response = await context.request.post(`${url}/api/auth/sign-in/email`, {
    data: { email, password },
    headers: { origin: url },
  })
  expect(response.status(), await response.text()).toBe(200)
}

/** The browser contexts of a test, watched for errors and for requests to other hosts. */
class Contexts {
  readonly #browser: Browser
  readonly #url: string
  readonly #open: BrowserContext[] = []
  readonly #complaints: string[] = []
  readonly #allowed: RegExp[] = []
  #haveClocks = false

  constructor(browser: Browser, url: string) {
    this.#browser = browser
    this.#url = url
  }

  async openPage(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({ baseURL: this.#url, ...options })
    this.#open.push(context)
    if (this.#haveClocks) await context.clock.install()
    context.on('console', (message) => {
      if (message.type() === 'error') this.#complaints.push(`${message.text()} (${message.location().url})`)
    })
    context.on('weberror', (error) => this.#complaints.push(String(error.error())))
    context.on('request', (request) => {
      const { host, protocol } = new URL(request.url())
      const leaves = protocol.startsWith('http') && host !== new URL(this.#url).host
      if (leaves) this.#complaints.push(`a request to ${request.url()}`)
    })
    return context.newPage()
  }

  /** The time of pages that are opened from now on passes as usual, and faster with `page.clock.runFor`. */
  useClocks(): void {
    this.#haveClocks = true
  }

  allow(pattern: RegExp): void {
    this.#allowed.push(pattern)
  }

  complaints(): string[] {
    return this.#complaints.filter((text) => !this.#allowed.some((pattern) => pattern.test(text)))
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.map((context) => context.close()))
  }
}
