import type { BrowserContext, Page } from '@playwright/test'
import { expectAccessible, expectAccessibleInAllLooks, expectFits } from './support/accessibility'
import { openChat, openConversation, say } from './support/chat'
import { expect, signIn, test, unhurried } from './support/fixtures'
import { admin, type Porchlight, withPorchlight } from './support/porchlight'

type Fixtures = { house: Porchlight; asAdmin: Page; asStranger: () => Promise<Page> }

const shared = test.extend<Fixtures>({
  house: async ({ porchlight }, use) => use(porchlight),
  // A session of its own, because a test ends it.
  asAdmin: async ({ browser, house }, use) => {
    const context = await browser.newContext({ baseURL: house.url })
    await signIn(context, house)
    await use(await context.newPage())
    await context.close()
  },
  asStranger: async ({ browser, house }, use) => {
    const contexts: BrowserContext[] = []
    await use(async () => {
      const context = await browser.newContext({ baseURL: house.url })
      contexts.push(context)
      return context.newPage()
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
})

/** A Porchlight of its own, whose team starts with only the admin. */
const own = shared.extend<Pick<Fixtures, 'house'>>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern
  house: async ({}, use) => {
    await withPorchlight(use, unhurried)
  },
})

const password = 'another lamp on the porch'

own(
  'a colleague joins by a link, by keyboard alone, and answers a visitor',
  async ({ asAdmin, asStranger }) => {
    await asAdmin.goto('/support/agent')
    await asAdmin.getByRole('link', { name: 'Settings' }).focus()
    await asAdmin.keyboard.press('Enter')
    await expect(asAdmin.getByRole('heading', { name: 'People', level: 1 })).toBeVisible()
    await expect(asAdmin.getByText('It’s just you here.')).toBeVisible()
    await expectAccessibleInAllLooks(asAdmin)

    await asAdmin.getByRole('button', { name: 'Invite a colleague' }).focus()
    await asAdmin.keyboard.press('Enter')
    const dialog = asAdmin.getByRole('dialog', { name: 'Invite a colleague' })
    await expect(dialog).toBeVisible()
    await expectAccessibleInAllLooks(asAdmin)
    await dialog.getByLabel('E-mail (optional)').fill('Cleo')
    await asAdmin.keyboard.press('Enter')
    await expect(dialog.getByText('Enter a complete address')).toBeVisible()
    await dialog.getByLabel('E-mail (optional)').fill('Cleo@example.com')
    await asAdmin.keyboard.press('Enter')
    const link = await asAdmin.getByLabel('Link', { exact: true }).inputValue()
    await expectAccessible(asAdmin)
    await asAdmin.keyboard.press('Escape')
    await expect(asAdmin.getByRole('button', { name: 'Invite a colleague' })).toBeFocused()
    await expect(asAdmin.getByRole('listitem').filter({ hasText: 'cleo@example.com' })).toBeVisible()
    await expectAccessibleInAllLooks(asAdmin)

    const cleo = await asStranger()
    await cleo.goto(link)
    await expect(cleo.getByLabel('Name')).toBeFocused()
    await expect(cleo.getByText(/invited you/)).toBeVisible()
    await expect(cleo.getByLabel('E-mail')).toHaveValue('cleo@example.com')
    await expectAccessibleInAllLooks(cleo)
    await cleo.keyboard.type('Cleo')
    await cleo.getByLabel('Password', { exact: true }).focus()
    await cleo.keyboard.type('short')
    await cleo.keyboard.press('Enter')
    await expect(cleo.getByText('Choose a password of at least')).toBeVisible()
    await cleo.getByLabel('Password', { exact: true }).fill(password)
    await cleo.keyboard.press('Enter')
    await expect(cleo).toHaveURL(/\/support\/agent$/)

    const visitor = await asStranger()
    await visitor.goto('/')
    await openChat(visitor)
    await say(visitor, 'Is the new one there?')
    await openConversation(cleo, 'Is the new one there?')
    await say(cleo, 'Yes, since today.')
    await expect(visitor.getByText('Yes, since today.')).toBeVisible()

    await asAdmin.reload()
    await expect(asAdmin.getByRole('listitem').filter({ hasText: 'Cleo' })).toContainText('Agent')
    await expect(asAdmin.getByText('There are no open invitations.')).toBeVisible()
  },
)

shared(
  'a deactivated colleague is signed out at once, told why, and can be reactivated',
  async ({ asAdmin, asStranger, house, addColleague }) => {
    await addColleague({ role: 'agent', name: 'Cleo', email: 'cleo@example.com', password })
    const cleo = await asStranger()
    await signIn(cleo.context(), house, { email: 'cleo@example.com', password })
    await cleo.goto('/support/agent')
    await asAdmin.goto('/support/settings/people')

    await asAdmin.getByRole('button', { name: /^Actions for .*Cleo/ }).click()
    await expectAccessible(asAdmin)
    await asAdmin.getByRole('menuitem', { name: 'Deactivate…' }).click()
    const asked = asAdmin.getByRole('alertdialog')
    await expect(asked).toContainText('signed out everywhere at once')
    await expectAccessibleInAllLooks(asAdmin)
    await asked.getByRole('button', { name: 'Deactivate' }).click()
    await expect(asAdmin.getByRole('status')).toContainText('is deactivated and signed out')
    await expect(asAdmin.getByRole('button', { name: /^Actions for .*Cleo/ })).toBeFocused()

    // Her page notices by itself, and the sign-in page says why.
    await cleo.goto('/support/agent')
    await expect(cleo).toHaveURL(/\/sign-in/)
    await cleo.getByLabel('E-mail').fill('cleo@example.com')
    await cleo.getByLabel('Password', { exact: true }).fill(password)
    await cleo.keyboard.press('Enter')
    await expect(cleo.getByText('This account is deactivated.')).toBeVisible()

    await asAdmin.getByRole('button', { name: /^Actions for .*Cleo/ }).click()
    await asAdmin.getByRole('menuitem', { name: 'Reactivate' }).click()
    await expect(asAdmin.getByRole('status')).toContainText('can sign in again')
    await cleo.keyboard.press('Enter')
    await expect(cleo).toHaveURL(/\/support\/agent/)

    await cleo.goto('/support/settings/people')
    await expect(cleo.getByText('Only admins can see and change this.')).toBeVisible()
    await expect(cleo.getByRole('navigation', { name: 'Settings' }).getByRole('link')).toHaveText([
      'Sites',
      'Your account',
      'Notifications',
    ])
    await expectAccessible(cleo)

    await asAdmin.getByRole('link', { name: 'Audit' }).click()
    await expect(asAdmin.getByRole('row').nth(1)).toContainText(/Reactivated .*Cleo/)
    // The name is current; the id is what is stored.
    await expect(asAdmin.getByRole('row').nth(1).locator('code')).toHaveText(/^[0-9a-f-]{36}$/)
    await expect(asAdmin.getByRole('row').filter({ hasText: 'Cleo' })).toHaveCount(3)
    await expectAccessibleInAllLooks(asAdmin)
    for (const path of ['people', 'audit', 'account']) {
      await asAdmin.goto(`/support/settings/${path}`)
      await expect(asAdmin.getByRole('heading', { level: 1 })).toBeVisible()
      await asAdmin.setViewportSize({ width: 320, height: 640 })
      await expectFits(asAdmin)
      await expectAccessible(asAdmin)
    }
  },
)

shared('dead links say why, and what to do', async ({ asAdmin, asStranger }) => {
  await asAdmin.goto('/support/settings/people')
  const makeLink = async () => {
    await asAdmin.getByRole('button', { name: 'Invite a colleague' }).click()
    await asAdmin.getByRole('button', { name: 'Create invitation link' }).click()
    const link = await asAdmin.getByLabel('Link', { exact: true }).inputValue()
    await asAdmin.getByRole('button', { name: 'Done' }).click()
    return link
  }
  const first = await makeLink()
  const stranger = await asStranger()
  await stranger.goto('/join')
  await expect(stranger.getByText('This page needs a complete link.')).toBeVisible()
  await stranger.goto(`${first}x`)
  await expect(stranger.getByText('This is not a valid invitation link.')).toBeVisible()
  await expectAccessible(stranger)

  // The same page, with the whole link in its URL.
  await stranger.goto(first)
  await stranger.getByLabel('Name').fill('Cleo')
  await stranger.getByLabel('E-mail').fill(admin.email)
  await stranger.getByLabel('Password', { exact: true }).fill(password)
  await stranger.keyboard.press('Enter')
  await expect(stranger.getByText('A team member already signs in with this address.')).toBeVisible()

  await asAdmin.getByRole('button', { name: /^Actions for .*Anyone with the link/ }).click()
  await asAdmin.getByRole('menuitem', { name: 'Revoke…' }).click()
  await asAdmin.getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(asAdmin.getByRole('status')).toHaveText('The invitation is revoked.')
  await expect(asAdmin.getByRole('button', { name: 'Invite a colleague' })).toBeFocused()
  await stranger.getByLabel('E-mail').fill('late@example.com')
  await stranger.keyboard.press('Enter')
  await expect(stranger.getByText('has expired or was revoked')).toBeVisible()

  const second = await makeLink()
  await asAdmin.goto('about:blank')
  await asAdmin.goto(second)
  await expect(asAdmin.getByText(/You are signed in as/)).toBeVisible()
  await expectAccessible(asAdmin)
  await asAdmin.getByRole('button', { name: 'Sign out and use the link' }).click()
  await expect(asAdmin.getByLabel('Name')).toBeFocused()
})

shared('an admin sends a colleague a link to a new password', async ({ asAdmin, asStranger, house }) => {
  await asAdmin.goto('/support/settings/people')
  await asAdmin.getByRole('button', { name: 'Invite a colleague' }).click()
  await asAdmin.getByRole('button', { name: 'Create invitation link' }).click()
  const link = await asAdmin.getByLabel('Link', { exact: true }).inputValue()
  const dora = await asStranger()
  await dora.goto(link)
  await dora.getByLabel('Name').fill('Dora')
  await dora.getByLabel('E-mail').fill('dora@example.com')
  await dora.getByLabel('Password', { exact: true }).fill(password)
  await dora.keyboard.press('Enter')
  await expect(dora).toHaveURL(/\/support\/agent/)

  await asAdmin.goto('/support/settings/people')
  await asAdmin.getByRole('button', { name: /^Actions for .*Dora/ }).click()
  await asAdmin.getByRole('menuitem', { name: 'Password reset link…' }).click()
  await asAdmin.getByRole('button', { name: 'Create link' }).click()
  const reset = await asAdmin.getByLabel('Link', { exact: true }).inputValue()

  const phone = await asStranger()
  await phone.goto(reset)
  await expect(phone.getByLabel('New password')).toBeFocused()
  await expectAccessibleInAllLooks(phone)
  await phone.keyboard.type('a third lamp on the porch')
  await phone.keyboard.press('Enter')
  await expect(phone).toHaveURL(/\/support\/agent/)
  await dora.goto('/support/agent')
  await expect(dora).toHaveURL(/\/sign-in/)
  await dora.goto(reset)
  await expect(dora.getByText('This link has already been used.')).toBeVisible()
  expect(house.output).not.toContain(reset.split('#')[1])
})
