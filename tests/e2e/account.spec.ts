import { test as base, expect, type Page } from '@playwright/test'
import { expectAccessible } from './support/accessibility'
import { admin, discardPorchlight, type Porchlight, preparePorchlight } from './support/porchlight'

/** A Porchlight of its own, because its admin's password changes. */
const test = base.extend<{ porchlight: Porchlight }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern
  porchlight: async ({}, use) => {
    const porchlight = await preparePorchlight()
    await porchlight.start()
    await use(porchlight)
    await discardPorchlight(porchlight)
  },
})

const newPassword = 'another lamp on the porch'

test('an agent changes name and password, and their other sessions are signed out', async ({
  page,
  porchlight,
  browser,
}) => {
  test.setTimeout(240_000)
  await page.goto(`${porchlight.url}/sign-in`)
  await expect(page.getByLabel('E-mail')).toBeFocused()
  await signIn(page, 'not the right one')
  await expect(page.getByText('The e-mail or the password is incorrect.')).toBeVisible()
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await page.getByText('Forgot your password?').click()
  await expect(page.getByText('npm run agents -- reset')).toBeVisible()
  await expectAccessible(page)
  await signIn(page, admin.password)
  await expect(page).toHaveURL(/\/support\/agent/)

  const stolen = await (await browser.newContext()).newPage()
  await stolen.goto(`${porchlight.url}/sign-in`)
  await signIn(stolen, admin.password)
  await expect(stolen).toHaveURL(/\/support\/agent/)

  await page.getByRole('button', { name: /account, colours and sign-out/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: /^Account/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible()
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(2)
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'This browser' })).toHaveCount(
    1,
  )
  await expectAccessible(page)

  await page.getByLabel('Name').fill('Ada L.')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status')).toHaveText('Your name has been changed.')
  await expect(page.getByLabel('Name')).toHaveValue('Ada L.')

  await page.getByLabel('Current password').fill('not the right one')
  await page.getByLabel('New password').fill(newPassword)
  await page.keyboard.press('Enter')
  await expect(page.getByText('This is not your current password.')).toBeVisible()
  await expect(page.getByLabel('Current password')).toBeFocused()
  await page.getByLabel('Current password').fill(admin.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status')).toHaveText('Your password has been changed. One session has ended.')
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1)

  // When its realtime connection ended, it checked its session and found it invalid.
  await expect(stolen).toHaveURL(/\/sign-in/, { timeout: 30_000 })

  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fsupport%2Fsettings%2Faccount/)
  await signIn(page, newPassword)
  await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible()
  await expect(page.getByText('Ada L.', { exact: false }).first()).toBeVisible()
})

async function signIn(page: Page, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(admin.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
}
