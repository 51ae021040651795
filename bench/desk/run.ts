import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from '@playwright/test'
import { installedBrowser } from '@/scripts/steps/browser.mjs'
import { freePort, startProcess, stopProcess } from '../processes'
import { report } from '../report'
import { percentile } from '../statistics'
import { feel, type Responsiveness, watchResponsiveness } from './responsiveness'

/** The seed's admin, whose password comes from the environment. */
const ADMIN = { email: 'ada@example.com', password: 'only for this run' }

/** CPU slowdown compared with this machine. */
const SLOWER = 4
const AIM_MS = 200

/** On a busy machine this takes long, and the figures show it. */
const PATIENCE_MS = 180_000

const KEYS = 'How long does delivery to Portugal take at the moment?'
const KEYS_PER_SECOND = 20

/**
 * How the pages respond on a slow computer: time from a press to the next paint (INP in browsers), and layout shift. Uses the
 * product as built, with the seed's conversations.
 */
export async function measureDesk(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-bench-desk-'))
  const port = await freePort()
  const database = { DATA_DIR: folder, DATABASE_URL: '' }
  const env = { ...database, PORT: String(port), NODE_ENV: 'production' }
  const child = await startProcess(process.execPath, ['dist/main.mjs'], {
    env,
    ready: /is ready/,
    timeoutMs: PATIENCE_MS,
  })
  const executablePath = installedBrowser()
  // Chromium's sandbox does not work for root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({ args, ...(executablePath && { executablePath }) })
  try {
    await promisify(execFile)(process.execPath, ['scripts/seed.mjs'], {
      env: { ...process.env, ...database, ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password },
    })
    console.log(`Press to paint, ${SLOWER} times slower: worst and 75th percentile`)
    const url = `http://localhost:${port}`
    await visitorsPanel(browser, url)
    await agentsDesk(browser, url)
  } finally {
    await browser.close()
    await stopProcess(child)
    rmSync(folder, { recursive: true, force: true })
  }
}

async function visitorsPanel(browser: Browser, url: string): Promise<void> {
  const page = await openSlowly(await browser.newContext(), url)
  const open = page.getByRole('button', { name: /^Open chat/ })
  const field = page.getByRole('textbox', { name: /^Message/ })
  await open.waitFor()
  await page.waitForTimeout(2_000)

  const toggle = async () => {
    await open.click()
    await field.waitFor()
    await page.keyboard.press('Escape')
    await field.waitFor({ state: 'hidden' })
  }
  print('panel, first opening', await feel(page, 1, toggle))
  print('panel, opening again', await feel(page, 5, toggle))
  await open.click()
  print('visitor, typing in a burst', await burst(page, field))
  print('visitor, sending', await feel(page, 5, (index) => say(field, `Message ${index}`)))
  await page.context().close()
}

async function agentsDesk(browser: Browser, url: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signIn(context, url)
  const page = await openSlowly(context, `${url}/support/agent`)
  const rows = page.locator('[data-row] a')
  const messages = page.getByRole('log').locator('[data-id]').first()
  await rows.nth(12).waitFor()
  await page.waitForTimeout(3_000)

  const press = async (key: string) => {
    await page.keyboard.press(key)
    await messages.waitFor()
    await page.waitForTimeout(700)
  }
  print(
    'agent, switching by click',
    await feel(page, 10, async (index) => {
      await rows.nth(index).click()
      await messages.waitFor()
      await page.waitForTimeout(700)
    }),
    { isSteady: true },
  )
  print('agent, switching by j and k', await feel(page, 10, (index) => press(index < 5 ? 'k' : 'j')), {
    isSteady: true,
  })
  const field = page.getByRole('textbox', { name: /^Reply/ })
  print('agent, typing in a burst', await burst(page, field))
  print('agent, sending', await feel(page, 5, (index) => say(field, `Reply ${index}`)))
  await context.close()
}

async function openSlowly(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage()
  await watchResponsiveness(page)
  page.setDefaultTimeout(PATIENCE_MS)
  await page.goto(url)
  // Throttles only now: page load is a different benchmark.
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  return page
}

/** Types at the pace of a fast typist, whether or not the page keeps up. */
async function burst(page: Page, field: Locator): Promise<Responsiveness> {
  await field.fill('')
  await field.focus()
  const felt = await feel(page, KEYS.length, async (index) => {
    await page.keyboard.press(KEYS[index] === ' ' ? 'Space' : `${KEYS[index]}`, {
      delay: 1000 / KEYS_PER_SECOND,
    })
  })
  await field.fill('')
  return felt
}

async function say(field: Locator, text: string): Promise<void> {
  await field.fill(text)
  await field.press('Enter')
  await field.page().waitForTimeout(500)
}

async function signIn(context: BrowserContext, url: string): Promise<void> {
  const answer = await context.request.post(`${url}/api/auth/sign-in/email`, {
    data: ADMIN,
    headers: { origin: url },
  })
  if (!answer.ok()) throw new Error(`sign-in returned ${answer.status()}: ${await answer.text()}`)
}

/** @param isSteady whether layout shift counts as a failure */
function print(name: string, { interactions, shift }: Responsiveness, { isSteady = false } = {}): void {
  const aim = { valueAtMost: AIM_MS }
  report({ metric: `${name}, worst`, unit: 'ms', aim }, Math.max(...interactions), null)
  report({ metric: `${name}, p75`, unit: 'ms', aim: null }, percentile(interactions, 0.75), null)
  if (isSteady) report({ metric: `${name}, CLS`, unit: '', aim: { valueAtMost: 0 } }, shift, null)
}
