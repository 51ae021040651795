import type { Page } from '@playwright/test'
import { expectAccessible } from './support/accessibility'
import { composer, log, openChat, openConversation, say } from './support/chat'
import { expect, test } from './support/fixtures'

const palette = (page: Page) => page.getByRole('dialog', { name: 'Find an action or a conversation' })
const field = (page: Page) => palette(page).getByRole('combobox')
const options = (page: Page) => palette(page).getByRole('option')

test('A-29 Ctrl with K finds an action from anywhere, and does it', async ({ agentPage }) => {
  const agent = await agentPage()
  await openConversation(agent, 'Oskar Lund')
  await composer(agent).focus()
  await agent.keyboard.press('Control+k')
  await expect(field(agent)).toBeFocused()
  await agent.keyboard.type('close')
  await expect(options(agent).first()).toHaveText('Close the conversationE')
  await agent.keyboard.press('Enter')
  await expect(palette(agent)).toHaveCount(0)
  await expect(agent.getByText('Conversation closed').first()).toBeVisible()
  await expect(composer(agent)).toBeFocused()

  // The palette offers what is possible in the current state.
  await agent.keyboard.press('Control+k')
  await agent.keyboard.type('reopen')
  await expect(options(agent).first()).toHaveText('Reopen the conversationE')
  await agent.keyboard.press('Enter')
  await expect(log(agent).getByText('reopened').last()).toBeVisible()
})

test('A-29 what is typed while the palette loads is searched for, and does nothing else', async ({
  agentPage,
}) => {
  const agent = await agentPage()
  await openConversation(agent, 'Oskar Lund')
  await agent.waitForLoadState('networkidle')
  await agent.route('**/_next/static/**', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    await route.continue()
  })
  await log(agent).focus()
  await agent.keyboard.press('Control+k')
  await agent.keyboard.type('closex')
  await agent.keyboard.press('Backspace')
  await expect(field(agent)).toHaveValue('close')
  await expect(options(agent).first()).toHaveText('Close the conversationE')
  await agent.keyboard.type(' the')
  await expect(field(agent), 'later keys follow the earlier ones').toHaveValue('close the')
  await agent.keyboard.press('Escape')
  await expect(agent.locator('[data-action="toggle-status"]')).toHaveText(/^Close/)
})

test('A-29 a conversation is found by its words, and read by keyboard alone', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Lamps for a lighthouse')
  await expect(agent.locator('[data-row]').filter({ hasText: 'Lamps for a lighthouse' })).toBeVisible()
  await agent.getByRole('button', { name: 'Find an action or a conversation' }).click()
  await expect(field(agent)).toBeFocused()
  await agent.keyboard.type('lighthouse')
  await expect(options(agent)).toHaveCount(1)
  await agent.keyboard.press('Enter')
  await expect(log(agent).getByText('Lamps for a lighthouse')).toBeVisible()
  await expect(log(agent)).toBeFocused()
})

test('A-29 an action may open a dialog of its own, and Escape goes back', async ({ agentPage }) => {
  const agent = await agentPage()
  await openConversation(agent, 'Oskar Lund')
  await log(agent).focus()
  await agent.keyboard.press('Control+k')
  await agent.keyboard.type('block')
  await expect(options(agent).first()).toHaveText('Block visitor…')
  await agent.keyboard.press('Enter')
  await expect(agent.getByRole('dialog', { name: 'Block visitor?' })).toBeVisible()
  await agent.keyboard.press('Escape')
  await expect(log(agent)).toBeFocused()

  await agent.keyboard.press('Control+k')
  await agent.keyboard.type('no such thing')
  await expect(palette(agent).getByText('Nothing found')).toBeVisible()
  await agent.keyboard.press('Escape')
  await expect(palette(agent)).toHaveCount(0)
  await expect(log(agent)).toBeFocused()
})

test('A-29 the visitor is renamed from the palette at every width, also while the details cover it', async ({
  agentPage,
}) => {
  const finding = await agentPage()
  await openConversation(finding, 'Oskar Lund')
  const address = finding.url()
  await finding.close()
  for (const [width, areDetailsOpen] of [
    [1280, false],
    [900, false],
    [900, true],
    [390, false],
    [390, true],
  ] as const) {
    const agent = await agentPage({ viewport: { width, height: 780 } })
    await agent.goto(address)
    // The server rendered the conversation. Keys wait for the script.
    await agent.waitForLoadState('networkidle')
    if (areDetailsOpen) await agent.getByRole('button', { name: 'Visitor details' }).click()
    await agent.keyboard.press('Control+k')
    await expect(field(agent)).toBeFocused()
    await agent.keyboard.type('change the visitor')
    await agent.keyboard.press('Enter')
    const name = agent.getByRole('textbox', { name: 'Visitor’s name' })
    await expect(name, `at ${width} px`).toBeFocused()
    await agent.keyboard.press('Escape')
    await expect(name).toHaveCount(0)
    await agent.close()
  }
})

test('A-29 the palette is whole and accessible, on a phone too', async ({ agentPage }) => {
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 360, height: 640 },
    { width: 320, height: 256 },
  ]) {
    const agent = await agentPage({ viewport })
    await expect(agent.locator('[data-row]').first()).toBeVisible()
    // The server rendered the rows. Keys wait for the script.
    await agent.waitForLoadState('networkidle')
    await agent.keyboard.press('Control+k')
    await expect(options(agent).first()).toBeVisible()
    await expect(palette(agent)).toBeInViewport({ ratio: 1 })
    await expectAccessible(agent)
    await agent.close()
  }
})
