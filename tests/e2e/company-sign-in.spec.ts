import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { freePort } from '@/tests/free-port'
import { Company } from '@/tests/oidc/company'
import { expectAccessible, expectAccessibleInAllLooks, expectFits } from './support/accessibility'
import { admin, type Porchlight, withPorchlight } from './support/porchlight'

const people = [
  { sub: '1001', name: 'Cleo Ferrari', email: 'cleo@shop.example', email_verified: true },
  { sub: '1002', name: 'Ada Lindqvist', email: admin.email, email_verified: true },
  { sub: '1003', name: 'Mallory', email: 'mallory@elsewhere.example', email_verified: true },
]

type WorkerFixtures = { port: number; company: Company; porchlight: Porchlight }

/** A provider, and a Porchlight that accepts its accounts. */
const test = base.extend<{ asCleo: BrowserContext }, WorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern
  port: [async ({}, use) => use(await freePort()), { scope: 'worker' }],
  company: [
    async ({ port }, use) => {
      const company = await openCompany(port)
      await use(company)
      await company.close()
    },
    { scope: 'worker' },
  ],
  porchlight: [
    async ({ port, company }, use) =>
      withPorchlight(
        async (porchlight) => {
          porchlight.keepUnwritten(company.clientSecret)
          await use(porchlight)
        },
        settingsFor(company, port),
        { port },
      ),
    { scope: 'worker', timeout: 120_000 },
  ],
  asCleo: async ({ browser, porchlight }, use) => {
    const context = await browser.newContext({ baseURL: porchlight.url })
    await use(context)
    await context.close()
  },
})

function openCompany(port: number): Promise<Company> {
  return Company.open({ returnAddress: `http://localhost:${port}/sign-in/oidc`, people })
}

function settingsFor(company: Company, port: number): Record<string, string> {
  return {
    ...company.settings,
    OIDC_NAME: 'Evening Light SSO',
    OIDC_ALLOWED_DOMAINS: 'shop.example',
    PUBLIC_URL: `http://localhost:${port}`,
  }
}

/** Signs in at the provider. */
async function enterStaffNumber(page: Page, number: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Company sign-in' })).toBeVisible()
  await page.getByLabel('Staff number').fill(number)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

const button = (page: Page) => page.getByRole('button', { name: /Continue with .Evening Light SSO/ })

test('a colleague signs in with the company’s account, and returns to the page they wanted', async ({
  asCleo,
  browser,
  porchlight,
}) => {
  const page = await asCleo.newPage()
  await page.goto('/support/settings/account')
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await expect(button(page)).toBeVisible()
  await expectAccessibleInAllLooks(page)
  await page.setViewportSize({ width: 360, height: 740 })
  await expectFits(page)
  await button(page).focus()
  await page.keyboard.press('Enter')
  await enterStaffNumber(page, '1001')

  await expect(page).toHaveURL(/\/support\/settings\/account$/)
  await expect(page.getByRole('heading', { name: 'Company account' })).toBeVisible()
  await expect(page.getByText('turning on two-factor sign-in requires a password')).toBeVisible()
  await expect(page.getByLabel('Current password')).toHaveCount(0)
  await expectAccessible(page)
  await page.goto('/support/agent')
  await expect(page.getByRole('link', { name: 'Settings' })).toBeVisible()
  // The callback page with the code is not in the history.
  await page.goBack()
  await expect(page).toHaveURL(/\/support\/settings\/account$/)

  // The admin deactivates them.
  const asAdmin = await browser.newContext({ baseURL: porchlight.url })
  const headers = { origin: porchlight.url, 'porchlight-side': 'agent' }
  const data = { email: admin.email, password: admin.password }
  await asAdmin.request.post('/api/auth/sign-in/email', { data, headers })
  const { data: team } = await (await asAdmin.request.get('/api/support/agents', { headers })).json()
  const cleo = team.find(({ name }: { name: string }) => name === 'Cleo Ferrari')
  await asAdmin.request.patch(`/api/support/agents/${cleo.id}`, { data: { isActive: false }, headers })

  await page.goto('/sign-in')
  await button(page).click()
  // The provider still has their session, so it does not prompt.
  await expect(page.getByRole('alert').filter({ hasText: 'deactivated' })).toHaveText(
    'This account is deactivated. Ask an admin of your team.',
  )
  await expect(page).toHaveURL(/\/sign-in\/oidc$/)

  const audit = await asAdmin.newPage()
  await audit.goto('/support/settings/audit')
  await expect(audit.getByRole('row').nth(1)).toContainText('Not signed in')
  await expect(audit.getByRole('row').nth(1)).toContainText('Could not sign in as')
  await expect(audit.getByText('Joined by signing in with the company’s account')).toBeVisible()
  await asAdmin.close()
})

test('people from another domain, or who cancel, are told on the sign-in page and can retry', async ({
  page,
  porchlight,
}) => {
  await page.goto(`${porchlight.url}/sign-in`)
  await button(page).click()
  await enterStaffNumber(page, '1003')
  const refusal = page.getByRole('alert').filter({ hasText: /./ })
  await expect(refusal).toHaveText('You are not a member of this team. Ask an admin to invite you.')
  await expectAccessibleInAllLooks(page)
  await page.reload()
  await expect(page).toHaveURL(/\/sign-in$/)

  await page.context().clearCookies()
  await button(page).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(refusal).toHaveText(/did not let you in/)

  await page.getByLabel('E-mail').fill(admin.email)
  await page.getByLabel('Password', { exact: true }).fill(admin.password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/support\/agent/)
})

test('an admin with a password connects the company’s account, and signs in with it from then on', async ({
  page,
  porchlight,
}) => {
  await page.goto(`${porchlight.url}/sign-in`)
  await button(page).click()
  await enterStaffNumber(page, '1002')
  await expect(page.getByRole('alert').filter({ hasText: /./ })).toHaveText(/connect your company’s account/)
  await page.getByLabel('E-mail').fill(admin.email)
  await page.getByLabel('Password', { exact: true }).fill(admin.password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/support\/agent/)

  await page.goto(`${porchlight.url}/support/settings/account`)
  await page.getByRole('button', { name: 'Connect…' }).click()
  await expect(page.getByLabel('Your password, to connect it')).toBeFocused()
  await page.keyboard.type('not the right one')
  await page.keyboard.press('Enter')
  await expect(page.getByText('This is not your current password.')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Your password, to connect it').fill(admin.password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/support\/settings\/account#provider$/)
  await expect(page.getByText('It is connected:')).toBeVisible()

  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await button(page).click()
  await expect(page).toHaveURL(/\/support\/settings\/account$/)
  await page.getByRole('button', { name: 'Disconnect…' }).click()
  await page.keyboard.type(admin.password)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Your company’s account is disconnected.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Connect…' })).toBeVisible()
})

test('the sign-in page says that the provider is unreachable, and accepts passwords', async ({ page }) => {
  const port = await freePort()
  const company = await openCompany(port)
  await company.close()
  const check = async (porchlight: Porchlight) => {
    await page.goto(`${porchlight.url}/sign-in`)
    await button(page).click()
    await expect(page.getByRole('alert').filter({ hasText: /./ })).toHaveText(/is not responding correctly/)
    await page.getByLabel('E-mail').fill(admin.email)
    await page.getByLabel('Password', { exact: true }).fill(admin.password)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/support\/agent/)
    expect(porchlight.output).toContain('signing in with the provider failed')
  }
  await withPorchlight(check, settingsFor(company, port), { port })
})
