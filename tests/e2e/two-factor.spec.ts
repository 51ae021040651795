import type { Page } from '@playwright/test'
import { stepAt, totp } from '@/server/agents/two-factor/totp'
import { expectAccessible } from './support/accessibility'
import { type Colleague, expect, test } from './support/fixtures'

const otto: Colleague = {
  role: 'admin',
  name: 'Otto',
  email: 'otto@example.com',
  password: 'a lamp in the hall',
}

test('an agent turns on two-factor sign-in, and signs in with a code, then with a recovery code', async ({
  page,
  addColleague,
}) => {
  await addColleague(otto)
  await page.goto('/sign-in')
  await enterPassword(page)
  await expect(page).toHaveURL(/\/support\/agent/)

  await page.goto('/support/settings/account')
  await page.getByRole('button', { name: 'Set up two-factor sign-in…' }).click()
  await expect(page.getByLabel('Your password, to set it up')).toBeFocused()
  await page.keyboard.type('not the right one')
  await page.keyboard.press('Enter')
  await expect(page.getByText('This is not your current password.')).toBeVisible()
  await page.getByLabel('Your password, to set it up').fill(otto.password)
  await page.keyboard.press('Enter')

  await expect(page.getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible()
  await expect(page.getByLabel('Code', { exact: true })).toBeFocused()
  await expectAccessible(page)
  const key = fromBase32(await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).innerText())
  await page.keyboard.type('000 00')
  await page.keyboard.press('Enter')
  await expect(page.getByText('This is not the code that the app shows now.')).toBeVisible()
  // The code of the next period is kept for signing in.
  const step = stepAt(Date.now())
  await page.getByLabel('Code', { exact: true }).fill(totp(key, step))
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeFocused()
  const codes = page.getByRole('listitem').filter({ hasText: /^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/ })
  await expect(codes).toHaveCount(10)
  const recoveryCode = await codes.first().innerText()
  await expectAccessible(page)
  const saving = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download' }).click()
  expect((await saving).suggestedFilename()).toBe('porchlight-recovery-codes.txt')
  await page.getByRole('button', { name: 'I have saved them' }).click()
  await expect(codes).toHaveCount(0)

  await page.goto('/support/settings/people')
  await expect(page.getByRole('listitem').filter({ hasText: otto.email })).toContainText('Two-factor')

  await signOutEverywhere(page)
  await enterPassword(page)
  await expect(page.getByLabel('Code', { exact: true })).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.type('no code')
  await page.keyboard.press('Enter')
  await expect(page.getByText('This code is wrong or has already been used.')).toBeVisible()
  await page.getByLabel('Code', { exact: true }).fill(totp(key, step + 1))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Your account', level: 1 })).toBeVisible()

  await signOutEverywhere(page)
  await enterPassword(page)
  await page.getByLabel('Code', { exact: true }).fill(recoveryCode)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Create new recovery codes…' }).click()
  await expect(page.getByLabel('Your password, to create new recovery codes')).toBeFocused()
  await page.keyboard.type('not the right one')
  await page.keyboard.press('Enter')
  await expect(page.getByText('This is not your current password.')).toBeVisible()
  await page.getByLabel('Your password, to create new recovery codes').fill(otto.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeFocused()
  await expect(codes).toHaveCount(10)
  await expect(codes.filter({ hasText: recoveryCode })).toHaveCount(0)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'I have saved them' }).click()

  await page.getByRole('button', { name: 'Turn off two-factor sign-in…' }).click()
  await page.getByLabel('Your password, to turn it off').fill(otto.password)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Two-factor sign-in is now off.')).toBeVisible()

  await signOutEverywhere(page)
  await enterPassword(page)
  await expect(page.getByRole('button', { name: 'Set up two-factor sign-in…' })).toBeVisible()
})

async function enterPassword(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill(otto.email)
  await page.getByLabel('Password', { exact: true }).fill(otto.password)
  await page.keyboard.press('Enter')
}

async function signOutEverywhere(page: Page): Promise<void> {
  await page.goto('/support/settings/account')
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
}

function fromBase32(text: string): Uint8Array {
  const bits = [...text.replaceAll(' ', '')].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  )
  const bytes = bits.join('').match(/.{8}/g) ?? []
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2))
}
