import { test as base, expect, type Page } from '@playwright/test'
import pg from 'pg'
import { SIDE_HEADER } from '@/contract/http/side-header'
import { SITE_HEADER } from '@/contract/http/visitor-headers'
import { expectAccessible, expectAccessibleInAllLooks, expectFits } from './support/accessibility'
import { admin, type Porchlight, withPorchlight } from './support/porchlight'

/** A Porchlight to which each test adds a site of its own. */
const test = base.extend<object, { porchlight: Porchlight }>({
  porchlight: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern
    async ({}, use) => {
      await withPorchlight(use)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

test('an admin sets a site’s name, addresses, looks and texts, and loses no input', async ({
  page,
  porchlight,
}) => {
  const site = await openNewSite(page, porchlight, 'Lanterns')
  await expectAccessibleInAllLooks(page)
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Sites', level: 1 })).toBeVisible()
  await expectAccessibleInAllLooks(page)
  await page.goForward()

  await page.getByLabel('Name of the site').fill('Evening Light')
  await page.getByLabel('Address', { exact: true }).fill('lamps.example')
  await page.getByRole('button', { name: 'Add an address' }).click()
  await expect(page.getByLabel('Address 2', { exact: true })).toBeFocused()
  await page.getByLabel('Address 2', { exact: true }).fill('https://*.github.io')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Other people may have sites under this name.')).toBeVisible()
  await expect(page.getByLabel('Address 2', { exact: true })).toBeFocused()
  await expectAccessible(page)
  await page.getByLabel('Address 2', { exact: true }).fill('https://*.bücher.example')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Evening Light')
  await expect(page.getByLabel('Address 2', { exact: true })).toHaveValue('https://*.xn--bcher-kva.example')

  // Switches tabs by keyboard. Input in one stays while another is open.
  await page.getByRole('tab', { name: 'General' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'Appearance' })).toBeFocused()
  await page.getByLabel('Accent').fill('#ffcc00')
  await expect(page.getByText('Text on it is black')).toBeVisible()
  await expect(page.getByText('You have changes that are not saved.')).toBeVisible()
  await expectAccessibleInAllLooks(page)
  await page.setViewportSize({ width: 360, height: 640 })
  await expectFits(page)
  await page.setViewportSize({ width: 1280, height: 720 })

  await page.getByRole('tab', { name: 'Texts' }).click()
  await page.getByLabel('Title').fill('</script><b>Ask</b>')
  await expect(page.getByRole('img', { name: /^The chat: Desktop/ })).toContainText('</script><b>Ask</b>')
  // In the site's language, the preview shows what its visitors read.
  await page.getByLabel('Language').selectOption('Deutsch')
  const preview = page.getByRole('img', { name: /^The chat: Desktop/ })
  await expect(preview).toContainText('Nachricht schreiben…')
  await expect(preview).toContainText('Hallo! Wie können wir helfen?')
  await expect(page.getByLabel('Welcome')).toHaveAttribute('placeholder', 'Hallo! Wie können wir helfen?')
  await page.getByLabel('Language').selectOption('العربية')
  await expect(preview.locator('[lang=ar]')).toHaveAttribute('dir', 'rtl')
  await expectAccessible(page)
  await page.getByLabel('Language').selectOption('English')
  await expect(preview).toContainText('Write a message…')

  await page.getByRole('tab', { name: 'Appearance' }).click()
  await page.getByLabel('From the side').fill('999')
  await page.getByRole('tab', { name: 'General' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  // It leads to the field, in whichever tab that is.
  await expect(page.getByLabel('From the side')).toBeFocused()
  await expectAccessibleInAllLooks(page)
  await page.getByLabel('From the side').fill('30')
  await page.getByRole('tab', { name: 'Texts' }).click()

  // A colleague saves first.
  const other = await patchSite(page, site, { version: 2, name: 'Lamps', settings: { title: 'Theirs' } })
  expect(other).toBe(200)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(/You both changed: the title\./)).toBeVisible()
  await expect(page.getByLabel('Title')).toHaveValue('</script><b>Ask</b>')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lamps')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()

  await page.reload()
  await expect(page.getByRole('tab', { name: 'Texts' })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByLabel('Title')).toHaveValue('</script><b>Ask</b>')

  // Unsaved changes prompt before leaving.
  await page.getByLabel('Welcome').fill('Hi!')
  page.once('dialog', (dialog) => void dialog.dismiss())
  await page.getByRole('link', { name: 'Your account' }).click()
  await expect(page.getByLabel('Welcome')).toHaveValue('Hi!')
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByLabel('Welcome')).toHaveValue('')
})

test('A-38 the preview shows the greeting as it is typed, in both themes and corners, never on a phone', async ({
  page,
  porchlight,
}) => {
  await openNewSite(page, porchlight, 'Candles')
  await page.getByRole('tab', { name: 'Texts' }).click()
  const preview = page.getByRole('img', { name: /^The chat: / })
  const greeting = page.getByLabel('Greeting', { exact: true })
  await greeting.fill('Looking for a lamp?')
  await expect(preview).toHaveAccessibleName('The chat: Desktop, Closed, Light')
  await expect(preview).toContainText('Looking for a lamp?')
  const long = `Ask us! ${'W'.repeat(120)} <b>`
  await greeting.fill(long)
  await expect(preview).toContainText(long)
  await expectAccessibleInAllLooks(page)
  await preview.screenshot({ path: test.info().outputPath('long.png') })
  await greeting.fill('Looking for a lamp?')
  for (const theme of ['Light', 'Dark']) {
    await page.getByRole('group', { name: 'Theme' }).getByText(theme).click()
    await page.emulateMedia({ colorScheme: theme === 'Dark' ? 'dark' : 'light' })
    await page.screenshot({ path: test.info().outputPath(`greeting-${theme}.png`) })
  }
  await page.getByRole('tab', { name: 'Appearance' }).click()
  await page.getByRole('group', { name: 'Corner' }).getByText('Start', { exact: true }).click()
  await page.getByRole('group', { name: 'Chat' }).getByText('Closed').click()
  await expect(preview).toContainText('Looking for a lamp?')
  const [card, screen] = await Promise.all([
    preview.getByText('Looking for a lamp?').boundingBox(),
    preview.boundingBox(),
  ])
  expect((card?.x ?? 0) - (screen?.x ?? 0), 'above the button').toBeLessThan(60)
  await page.getByRole('group', { name: 'Screen' }).getByText('Phone').click()
  await expect(preview, 'never on phones').not.toContainText('Looking for a lamp?')
})

test('a site has an e-mail address for when the chat cannot load, and pages without the button', async ({
  page,
  porchlight,
}) => {
  await openNewSite(page, porchlight, 'Torches')
  const mail = page.getByLabel('E-mail address')
  await mail.fill('help@')
  await page.getByRole('tab', { name: 'Appearance' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(mail).toBeFocused()
  await expect(page.getByText('This is not a valid e-mail address.')).toBeVisible()
  await mail.fill('Help@shop.example')
  await page.getByRole('tab', { name: 'Appearance' }).click()
  const paths = page.getByLabel('Pages without the button')
  await paths.fill('/checkout/* cart')
  await page.keyboard.press('Enter')
  await expect(page.getByText('A path starts with a slash, as in /checkout/*.')).toBeVisible()
  await expect(paths).toBeFocused()
  await expectAccessibleInAllLooks(page)
  await paths.fill(Array(21).fill('/a').join(' '))
  await page.keyboard.press('Enter')
  await expect(page.getByText('A site has at most 20 of these paths.')).toBeVisible()
  await paths.fill(' /checkout/*   /café ')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(paths).toHaveValue('/checkout/* /caf%C3%A9')
  for (const [tab, name] of [
    ['Appearance', 'appearance'],
    ['General', 'general'],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click()
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.screenshot({ path: test.info().outputPath(`${name}-${scheme}.png`), fullPage: true })
    }
    await page.setViewportSize({ width: 360, height: 640 })
    await expectFits(page)
    await page.screenshot({ path: test.info().outputPath(`${name}-360.png`), fullPage: true })
    await page.setViewportSize({ width: 1280, height: 720 })
  }
  await expect(mail).toHaveValue('help@shop.example')
  await mail.fill('')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Saved.')).toBeVisible()
})

test('the install page waits for the first page, and asks before it allows an address', async ({
  page,
  porchlight,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const site = await openNewSite(page, porchlight, 'Street lamps')
  await patchSite(page, site, { version: 1, allowedOrigins: ['https://shop.example'] })
  await page.goto(`${porchlight.url}/support/settings/sites/${site}?tab=install`)
  await expect(page.getByText('Waiting for a page with the tag.')).toBeVisible()
  await expectAccessibleInAllLooks(page)
  await page.setViewportSize({ width: 360, height: 640 })
  await expectFits(page)
  await page.setViewportSize({ width: 1280, height: 720 })

  await page.getByRole('button', { name: 'Copy the snippet for HTML' }).click()
  await expect(page.getByRole('button', { name: 'Copy the snippet for HTML' })).toHaveText('Copied')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /^<script async src="http:\/\/localhost:\d+\/widget\.js\?key=pk_[a-z0-9]+"><\/script>$/,
  )
  for (const name of ['React', 'Next.js', 'Vue', 'WordPress', 'Shopify', 'Google Tag Manager']) {
    await page.getByRole('tab', { name, exact: true }).click()
    await expect(page.getByRole('tabpanel', { name, exact: true })).toContainText('/widget.js?key=pk_')
  }
  await expect(
    page.getByText(`script-src ${porchlight.url}; frame-src ${porchlight.url}`, { exact: true }),
  ).toBeVisible()

  await see(porchlight, site, 'https://shop.example', true)
  await see(porchlight, site, 'https://www.shop.example', false)
  await expect(page.getByRole('listitem').filter({ hasText: 'Seen on shop.example' })).toContainText(
    /\d+ s ago/,
  )
  await expect(page.getByText('https://www.shop.example', { exact: true })).toBeVisible()
  await expectAccessibleInAllLooks(page)

  await page.getByRole('button', { name: 'Allow this address…' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Is this your site?' })
  await expect(dialog).toContainText('Anyone can send a request that claims to come from any address.')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Allow this address…' })).toBeFocused()
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'It is mine: allow it' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Seen on www.shop.example' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Allow this address…' })).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Is it there?' })).toBeFocused()
  await page.getByRole('tab', { name: 'General' }).click()
  await expect(page.getByLabel('Address 2', { exact: true })).toHaveValue('https://www.shop.example')
})

test('a site that migrates from another product keeps its snippet except for one address', async ({
  page,
  porchlight,
}) => {
  const site = await openNewSite(page, porchlight, 'Oil lamps')
  await page.goto(`${porchlight.url}/support/settings/sites/${site}?tab=install`)
  const field = page.getByLabel('Website token or app id')
  await field.fill('wT4yZbR8kQ2mLx7nVc3dFp9s')
  const chatwoot = page.getByRole('tabpanel', { name: 'Chatwoot' })
  await expect(chatwoot).toContainText(`var BASE_URL="${porchlight.url}"`)
  await expect(chatwoot).toContainText("websiteToken: 'wT4yZbR8kQ2mLx7nVc3dFp9s'")
  await page.getByRole('tab', { name: 'Chatwoot' }).focus()
  await page.keyboard.press('ArrowRight')
  await field.fill('wT4yZbR8kQ2mLx7nVc3dFp9s, a1b2c3d4')
  const intercom = page.getByRole('tabpanel', { name: 'Intercom' })
  await expect(intercom).toContainText(`${porchlight.url}/compat/intercom.js?app_id=a1b2c3d4`)
  await expectAccessibleInAllLooks(page)
  await page.setViewportSize({ width: 360, height: 640 })
  await expectFits(page)
  await page.setViewportSize({ width: 1280, height: 720 })

  await field.fill("it's mine")
  await field.press('Enter')
  await expect(page.getByText('A token or app id has at most 64 letters')).toBeVisible()
  await page.getByRole('tab', { name: 'General' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  // It leads to the field, in whichever tab that is.
  await expect(field).toBeFocused()
  await expectAccessible(page)
  await field.fill(' a1b2c3d4 ')
  await field.press('Enter')
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(field).toHaveValue('a1b2c3d4')

  const id = await addSite(page, porchlight, 'Tents')
  await page.goto(`${porchlight.url}/support/settings/sites/${id}?tab=install`)
  await field.fill('a1b2c3d4')
  await field.press('Enter')
  await expect(page.getByText('Another site already has one of these.')).toBeVisible()
})

test('several sites: a new one gets its tag, and the inbox tells them apart', async ({ page }) => {
  await withPorchlight((porchlight) => tellSitesApart(page, porchlight))
})

async function tellSitesApart(page: Page, porchlight: Porchlight): Promise<void> {
  await signIn(page, porchlight)
  await page.goto(`${porchlight.url}/support/agent`)
  await expect(page.getByRole('heading', { name: 'Inbox', exact: true })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Site' })).toBeHidden()

  await page.goto(`${porchlight.url}/support/settings/sites/new`)
  await expectAccessibleInAllLooks(page)
  await page.getByLabel('Name').fill('Tents')
  await page.getByLabel('Address').fill('tents.example')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\?tab=install$/)
  const tag = await page.getByText('<script async').first().textContent()
  const key = /key=(\w+)/.exec(tag ?? '')?.[1] ?? ''
  await startConversation(porchlight, null, 'About lamps')
  await startConversation(porchlight, key, 'About tents')

  await page.goto(`${porchlight.url}/support/agent`)
  const rows = page.locator('[data-row]')
  await expect(rows).toHaveCount(2)
  await expect(rows.filter({ hasText: 'About tents' })).toContainText('Tents')
  await expectAccessible(page)
  await page.getByRole('combobox', { name: 'Site' }).selectOption('Tents')
  await expect(page).toHaveURL(/\?site=[a-z0-9]{8}$/)
  await expect(rows).toHaveCount(1)
  await rows.click()
  await expect(page.locator('[data-part="workspace"]').getByText('Tents', { exact: true })).toBeVisible()
  await page.reload()
  await expect(rows).toHaveCount(1)
  await expect(page.getByRole('combobox', { name: 'Site' })).toHaveValue(/^[a-z0-9]{8}$/)
}

/** Signs the admin in, adds a site without addresses, and opens it. Returns its id. */
async function openNewSite(page: Page, porchlight: Porchlight, name: string): Promise<string> {
  await signIn(page, porchlight)
  const id = await addSite(page, porchlight, name)
  await page.reload()
  await page.getByRole('link', { name: new RegExp(`^${name}.*No address yet`) }).click()
  await expect(page.getByRole('tab', { name: 'General' })).toBeVisible()
  return id
}

/** Leads the admin to the sites. */
async function signIn(page: Page, porchlight: Porchlight): Promise<void> {
  await page.goto(`${porchlight.url}/sign-in?next=/support/settings/sites`)
  await page.getByLabel('E-mail').fill(admin.email)
  await page.getByLabel('Password', { exact: true }).fill(admin.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Sites', level: 1 })).toBeVisible()
}

/** Adds a site, bypassing the UI. Returns its id. */
async function addSite(page: Page, porchlight: Porchlight, name: string): Promise<string> {
  const response = await page.request.post(`${porchlight.url}/api/support/sites`, {
    headers: { origin: porchlight.url, [SIDE_HEADER]: 'agent' },
    data: { name },
  })
  expect(response.status(), await response.text()).toBe(201)
  return (await response.json()).site.id
}

/** Changes the site as a colleague would, bypassing the open page. */
async function patchSite(page: Page, siteId: string, patch: object): Promise<number> {
  const response = await page.request.patch(`${new URL(page.url()).origin}/api/support/sites/${siteId}`, {
    data: patch,
    headers: { origin: new URL(page.url()).origin, [SIDE_HEADER]: 'agent' },
  })
  return response.status()
}

async function startConversation(porchlight: Porchlight, key: string | null, content: string): Promise<void> {
  const response = await fetch(`${porchlight.url}/api/support/conversations`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: porchlight.url,
      ...(key !== null && { [SITE_HEADER]: key }),
    },
    body: JSON.stringify({
      clientConversationId: crypto.randomUUID(),
      message: { clientMessageId: crypto.randomUUID(), content },
    }),
  })
  expect(response.status).toBe(201)
}

/** Simulates a page of this origin asking for the chat. */
async function see(
  porchlight: Porchlight,
  siteId: string,
  origin: string,
  wasAllowed: boolean,
): Promise<void> {
  const client = new pg.Client({ connectionString: porchlight.databaseUrl() ?? '' })
  await client.connect()
  await client.query('INSERT INTO site_sighting (site_id, origin, was_allowed) VALUES ($1, $2, $3)', [
    siteId,
    origin,
    wasAllowed,
  ])
  await client.end()
}
