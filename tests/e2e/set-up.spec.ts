import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { test as base, expect } from '@playwright/test'
import { expectAccessible, expectFits } from './support/accessibility'
import { type Porchlight, withPorchlight } from './support/porchlight'

const run = promisify(execFile)

/** The product on its first day: without accounts. */
const test = base.extend<{ porchlight: Porchlight }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern
  porchlight: async ({}, use) => {
    await withPorchlight(use, {}, { data: 'nothing' })
  },
})

test('the first visit leads to the set-up, which leads through site and tag to the inbox', async ({
  page,
  porchlight,
  browser,
}) => {
  await page.goto(`${porchlight.url}/support/agent`)
  await expect(page).toHaveURL(/\/setup$/)
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 640 })
  await expectFits(page)
  await page.setViewportSize({ width: 1280, height: 720 })

  // Without the link, the form says where to find it.
  await expect(page.getByLabel('Set-up link')).toBeFocused()
  await page.getByLabel('Set-up link').fill(`${porchlight.url}/setup#guessed`)
  await page.getByLabel('Name').fill('Olga Berg')
  await page.getByLabel('E-mail').fill('olga@example.com')
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await expectAccessible(page)

  await page.getByLabel('Password', { exact: true }).fill('a lamp on the porch')
  await page.keyboard.press('Enter')
  await expect(page.getByText('This is not the link that Porchlight printed.')).toBeVisible()
  await expect(page.getByLabel('Set-up link')).toBeFocused()

  const link = /Begin at (\S+)/.exec(porchlight.output)?.[1] ?? ''
  await page.goto('about:blank')
  await page.goto(link)
  await expect(page.getByLabel('Name')).toBeFocused()
  await expect(page.getByLabel('Set-up link')).toBeHidden()
  await page.getByLabel('Name').fill('Olga Berg')
  await page.getByLabel('E-mail').fill('olga@example.com')
  await page.getByLabel('Password', { exact: true }).fill('a lamp on the porch')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/setup\/site$/)
  await expectAccessible(page)

  // Each step can be left and found again.
  await page.getByRole('link', { name: 'Go to the inbox' }).click()
  await page.getByRole('link', { name: 'Put the chat on your site' }).click()
  await expect(page).toHaveURL(/\/setup\/site$/)
  await expect(page.getByLabel('Name')).toBeFocused()
  await page.getByLabel('Name').fill('Evening Light')
  await page.getByLabel('Address').fill('https://*.com')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Other people may have sites under this name.')).toBeVisible()
  await expect(page.getByLabel('Address')).toBeFocused()
  await page.getByLabel('Address').fill('lamps.example')
  await page.keyboard.press('Enter')

  await expect(page).toHaveURL(/\/setup\/install$/)
  await expect(
    page.getByText(/<script async src="http:\/\/localhost:\d+\/widget\.js\?key=pk_\w+"><\/script>/),
  ).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 640 })
  await expectFits(page)
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.goto(`${porchlight.url}/setup`)
  await expect(page).toHaveURL(/\/setup\/install$/)
  await page.getByRole('link', { name: 'Skip this step' }).click()
  await expect(page).toHaveURL(/\/setup\/hello$/)
  await expectAccessible(page)

  const visitor = await (await browser.newContext()).newPage()
  await visitor.goto(porchlight.url)
  await visitor.getByRole('button', { name: /chat/i }).click()
  // The admin is in the set-up, not in the inbox, but still counts as available.
  await expect(visitor.getByText('Online', { exact: true })).toBeVisible()
  await visitor.getByRole('textbox', { name: 'Message' }).fill('Hello, me!')
  await visitor.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Answer it in the inbox' }).click()
  await expect(page).toHaveURL(/\/support\/agent\/[0-9a-f-]{36}/)
  await expect(page.getByText('Hello, me!').first()).toBeVisible()
  await expectAccessible(page)
})

test('the seed fills only an empty database, while the product runs', async ({ page, porchlight }) => {
  const env = { ...process.env, DATA_DIR: porchlight.dataFolder, DATABASE_URL: '', LOG_LEVEL: 'warn' }
  await run(process.execPath, ['scripts/seed.mjs'], { env })

  await page.goto(porchlight.url)
  const again = await run(process.execPath, ['scripts/seed.mjs'], { env }).catch((error) => error)
  expect(again.code).toBe(1)
  expect(`${again.stdout}${again.stderr}`).toMatch(/empty/i)
})
