import { devices, type Page } from '@playwright/test'
import { expectAccessibleInAllLooks, expectFits } from './support/accessibility'
import { composer, log, openChat, openConversation, say } from './support/chat'
import { expect, test } from './support/fixtures'

const small = { ...devices['Pixel 7'], viewport: { width: 360, height: 740 } }
const email = (page: Page) => page.getByRole('textbox', { name: /^E-mail/ })
const details = (page: Page) => page.getByRole('region', { name: 'Visitor details' })
const group = (page: Page) => page.getByRole('group', { name: 'We are away at the moment' })

for (const [name, options] of [
  ['on a desk', { viewport: { width: 1100, height: 800 } }],
  ['at 360 px', small],
] as const) {
  test(`W-28 with no agent available, the chat asks for an address before the first message, ${name}`, async ({
    visitorPage,
    agentPage,
  }, info) => {
    const visitor = await visitorPage(options)
    await seeNoAgent(visitor)
    await openChat(visitor)
    await expect(group(visitor)).toBeVisible()
    await expect(email(visitor)).toHaveAttribute('autocomplete', 'email')
    await expect(visitor.getByRole('textbox', { name: /^Name/ })).toHaveAttribute('autocomplete', 'name')
    await expectFits(visitor)
    await expectAccessibleInAllLooks(visitor)

    await email(visitor).fill('vera@')
    await composer(visitor).fill(`Is this open? (${name})`)
    await visitor.getByRole('button', { name: 'Send' }).click()
    await expect(email(visitor)).toBeFocused()
    await expect(email(visitor)).toHaveAccessibleDescription(/Enter an address like name@example\.com/)
    await expect(composer(visitor)).toHaveValue(`Is this open? (${name})`)
    await expectAccessibleInAllLooks(visitor)
    await visitor.screenshot({ path: info.outputPath('wrong.png') })

    await visitor.reload()
    // A full-screen chat does not open by itself.
    if (options === small) await openChat(visitor)
    await expect(email(visitor), 'what was typed is kept').toHaveValue('vera@')
    await email(visitor).fill('vera@example.com')
    await visitor.getByRole('textbox', { name: /^Name/ }).fill('Vera Lind')
    await visitor.getByRole('textbox', { name: /^Name/ }).press('Enter')
    await expect(composer(visitor)).toBeFocused()
    await visitor.getByRole('button', { name: 'Send' }).click()
    await expect(log(visitor).getByText(`Is this open? (${name})`)).toBeVisible()
    await expect(log(visitor).getByText('vera@example.com')).toBeVisible()
    await expect(group(visitor)).toHaveCount(0)
    await expectAccessibleInAllLooks(visitor)
    await visitor.screenshot({ path: info.outputPath('sent.png') })

    const agent = await agentPage()
    await openConversation(agent, `Is this open? (${name})`)
    await expect(details(agent).getByRole('heading', { name: 'Vera Lind' })).toBeVisible()
    await expect(details(agent).getByRole('link', { name: 'vera@example.com' })).toHaveAttribute(
      'href',
      /^mailto:vera%40example\.com\?subject=/,
    )
    await expect(details(agent).getByText('Left by the visitor')).toBeVisible()
    await visitor.close()
    const write = agent.getByRole('main').getByRole('link', { name: 'Reply by e-mail' })
    await expect(write).toBeVisible({ timeout: 40_000 })
    await expect(write).toHaveAttribute('href', /^mailto:vera%40example\.com\?subject=/)
    await expectAccessibleInAllLooks(agent)
    await agent.screenshot({ path: info.outputPath('agent.png') })
  })
}

test('W-28 visitors who leave no address can still write, and are not asked again', async ({
  visitorPage,
}) => {
  const visitor = await visitorPage()
  await seeNoAgent(visitor)
  await openChat(visitor)
  await expect(group(visitor)).toBeVisible()
  await say(visitor, 'Only this')
  await expect(log(visitor).getByText('Only this')).toBeVisible()
  await expect(visitor.getByRole('button', { name: 'Leave an e-mail address' })).toBeVisible()
  await expect(email(visitor)).toHaveCount(0)
})

for (const [name, options] of [
  ['on a desk', { viewport: { width: 1100, height: 800 } }],
  ['at 360 px', small],
] as const) {
  test(`W-29 after the first message a card asks for an address, ${name}`, async ({
    visitorPage,
    agentPage,
  }, info) => {
    const agent = await agentPage()
    await expect(agent.getByRole('link').first()).toBeVisible()
    const visitor = await visitorPage(options)
    await openChat(visitor)
    await expect(visitor.getByText('Online', { exact: true })).toBeVisible({ timeout: 30_000 })
    await expect(group(visitor)).toHaveCount(0)
    await say(visitor, `Hello (${name})`)
    if (options === small) await visitor.getByRole('button', { name: 'Send' }).click()
    const card = visitor.getByRole('form', { name: 'Where can we reach you?' })
    await expect(card).toBeInViewport({ ratio: 1 })
    await expectFits(visitor)
    await expectAccessibleInAllLooks(visitor)
    await visitor.screenshot({ path: info.outputPath('card.png') })

    await email(visitor).fill('vera')
    await email(visitor).press('Enter')
    await expect(email(visitor)).toHaveAccessibleDescription('Enter an address like name@example.com.')
    await expectAccessibleInAllLooks(visitor)
    await email(visitor).fill('vera@example.com')
    await email(visitor).press('Enter')
    await expect(visitor.getByRole('button', { name: 'Change e-mail' })).toBeFocused()
    await expect(visitor.getByText('Saved. If you leave, we can reply to vera@example.com.')).toBeAttached()
    await expectAccessibleInAllLooks(visitor)
    await visitor.emulateMedia({ colorScheme: 'dark' })
    await visitor.screenshot({ path: info.outputPath('line.png') })

    await openConversation(agent, `Hello (${name})`)
    await expect(details(agent).getByText('Left by the visitor')).toBeVisible()
    await visitor.keyboard.press('Enter')
    await email(visitor).fill('v@example.com')
    await visitor.screenshot({ path: info.outputPath('change.png') })
    await visitor.getByRole('button', { name: 'Save' }).click()
    await expect(details(agent).getByRole('link', { name: 'v@example.com' })).toBeVisible()
    await visitor.getByRole('button', { name: 'Change e-mail' }).click()
    await visitor.getByRole('button', { name: 'Remove address' }).click()
    await expect(details(agent).getByText('No e-mail address yet')).toBeVisible()
    await expect(visitor.getByRole('button', { name: 'Leave an e-mail address' })).toBeFocused()
  })
}

test('W-29 visitors who decline are not asked again, not even on the next page', async ({
  visitorPage,
  agentPage,
}) => {
  const agent = await agentPage()
  await expect(agent.getByRole('link').first()).toBeVisible()
  const visitor = await visitorPage()
  await openChat(visitor)
  await expect(visitor.getByText('Online', { exact: true })).toBeVisible({ timeout: 30_000 })
  await say(visitor, 'No mail, please')
  await visitor.getByRole('button', { name: 'Not now' }).click()
  await expect(composer(visitor)).toBeFocused()
  await visitor.reload()
  await expect(visitor.getByRole('button', { name: 'Leave an e-mail address' })).toBeVisible()
  await expect(email(visitor)).toHaveCount(0)
})

/** Hides agents of earlier tests from this visitor; they count as available for a while (see availability.spec.ts). */
async function seeNoAgent(visitor: Page): Promise<void> {
  await visitor.route('**/api/support/availability', (route) => route.fulfill({ json: { online: false } }))
}
