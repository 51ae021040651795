import type { Page } from '@playwright/test'
import { expectAccessible } from './support/accessibility'
import { type Colleague, expect, test } from './support/fixtures'

const nina: Colleague = {
  role: 'agent',
  name: 'Nina',
  email: 'nina@example.com',
  password: 'a lamp on the stairs',
}
const newPassword = 'another lamp on the porch'

test('an agent changes name and password, and their other sessions are signed out', async ({
  page,
  browser,
  porchlight,
  addColleague,
}) => {
  porchlight.keepUnwritten(newPassword)
  await addColleague(nina)
  await page.goto('/sign-in')
  await expect(page.getByLabel('E-mail')).toBeFocused()
  await signIn(page, 'not the right one')
  await expect(page.getByText('The e-mail or the password is incorrect.')).toBeVisible()
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await page.getByText('Forgot your password?').click()
  await expect(page.getByText('npm run agents -- reset')).toBeVisible()
  await expectAccessible(page)
  await signIn(page, nina.password)
  await expect(page).toHaveURL(/\/support\/agent/)

  const stolen = await browser.newPage({ baseURL: porchlight.url })
  await stolen.goto('/sign-in')
  await signIn(stolen, nina.password)
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

  await page.getByLabel('Name').fill('Nina L.')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status')).toHaveText('Your name has been changed.')
  await expect(page.getByLabel('Name')).toHaveValue('Nina L.')

  await page.getByLabel('Current password').fill('not the right one')
  await page.getByLabel('New password').fill(newPassword)
  await page.keyboard.press('Enter')
  await expect(page.getByText('This is not your current password.')).toBeVisible()
  await expect(page.getByLabel('Current password')).toBeFocused()
  await page.getByLabel('Current password').fill(nina.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status')).toHaveText('Your password has been changed. One session has ended.')
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1)

  // When its realtime connection ended, it checked its session and found it invalid.
  await expect(stolen).toHaveURL(/\/sign-in/, { timeout: 30_000 })
  await stolen.close()

  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fsupport%2Fsettings%2Faccount/)
  await signIn(page, newPassword)
  await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible()
  await expect(page.getByText('Nina L.', { exact: false }).first()).toBeVisible()
})

async function signIn(page: Page, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(nina.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
}
