import type { Page } from '@playwright/test'
import { composer, log, openConversation, say } from './support/chat'
import { expect, test } from './support/fixtures'

const rows = (page: Page) => page.locator('[data-row]')
const focused = (page: Page) => page.locator('*:focus')

test('a visitor opens, writes, retries a failure and leaves, by keyboard alone', async ({
  visitorPage,
  agentPage,
  allowConsoleError,
}) => {
  allowConsoleError(/status of 403/)
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await visitor.keyboard.press('Shift+Tab')
  await expect(focused(visitor)).toHaveAccessibleName('Open chat')
  await visitor.keyboard.press('Enter')
  await expect(composer(visitor)).toBeFocused()
  await visitor.keyboard.type('No mouse here')
  await visitor.keyboard.press('Enter')
  await expect(log(visitor).getByText('Sent', { exact: true })).toBeVisible()
  await expect(composer(visitor)).toBeFocused()
  await openConversation(agent, 'No mouse here')
  await say(agent, 'None needed: https://porchlight.test/keys')
  await expect(log(visitor).getByRole('link')).toBeVisible()

  const refusal = { error: { code: 'forbidden', message: 'No.', requestId: 'test' } }
  await visitor.route('**/messages', (route) => route.fulfill({ status: 403, json: refusal }))
  await visitor.keyboard.type('Try this')
  await visitor.keyboard.press('Enter')
  await expect(log(visitor).getByText('Not sent')).toBeVisible()
  await visitor.unroute('**/messages')

  // Backwards from the field: the failed message, the link, the card that asks for an address, the log, Close.
  const stops: string[] = []
  for (let step = 0; step < 9; step += 1) {
    await visitor.keyboard.press('Shift+Tab')
    stops.push(await nameOfFocused(visitor))
    await expectFocusInView(visitor)
  }
  expect(stops).toEqual([
    'Delete',
    'Retry',
    expect.stringMatching(/:\d\d/),
    'https://porchlight.test/keys',
    'Not now',
    'Save',
    'E-mail',
    'Messages',
    'Close chat',
  ])
  for (let step = 0; step < 7; step += 1) await visitor.keyboard.press('Tab')
  await expect(focused(visitor)).toHaveAccessibleName('Retry')
  await visitor.keyboard.press('Enter')
  await expect(log(agent).getByText('Try this')).toBeVisible()
  expect(await nameOfFocused(visitor), 'never lost').not.toBe('')

  await composer(visitor).focus()
  await visitor.keyboard.press('Escape')
  await expect(focused(visitor)).toHaveAccessibleName('Open chat')
})

test('an agent works through three conversations by keyboard alone', async ({ agentPage }) => {
  const agent = await agentPage()
  await expect(rows(agent).first()).toBeVisible()
  await agent.keyboard.press('Tab')
  await expect(focused(agent)).toHaveAccessibleName('Skip to conversation')

  await agent.keyboard.press('j')
  await expect(rows(agent).nth(0).getByRole('link')).toBeFocused()
  await agent.keyboard.press('j')
  await agent.keyboard.press('Enter')
  await expect(log(agent)).toBeFocused()
  for (const answer of ['First answer by keys', 'Second answer by keys', 'Third answer by keys']) {
    await agent.keyboard.press('r')
    await expect(composer(agent)).toBeFocused()
    await agent.keyboard.type(`${answer}: just keys`)
    await agent.keyboard.press('Enter')
    await expect(log(agent).getByText(`${answer}: just keys`)).toBeVisible()
    await agent.keyboard.press('Escape')
    await expect(log(agent)).toBeFocused()
    await agent.keyboard.press('j')
    await expect(log(agent).getByText(`${answer}: just keys`)).toHaveCount(0)
    await expectFocusInView(agent)
  }

  const before = agent.url()
  await agent.keyboard.press('k')
  await expect(agent).not.toHaveURL(before)
  await agent.keyboard.press('e')
  await expect(agent.getByText('Conversation closed')).toBeVisible()
  await agent.keyboard.press('z')
  await expect(agent.getByText('Conversation closed')).toHaveCount(0)
  await agent.keyboard.press('Escape')
  await expect(agent).toHaveURL(/\/support\/agent$/)
})

test('the shortcuts are listed, can be switched off, and never act in a field', async ({ agentPage }) => {
  const agent = await agentPage()
  await openConversation(agent, 'Oskar Lund')
  await composer(agent).focus()
  await agent.keyboard.type('jerzo?')
  await expect(composer(agent)).toHaveValue('jerzo?')
  await composer(agent).fill('')

  await log(agent).focus()
  await agent.keyboard.press('?')
  const sheet = agent.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toBeVisible()
  await sheet.getByRole('checkbox', { name: 'Single-key shortcuts' }).uncheck()
  await agent.keyboard.press('Escape')
  await expect(sheet).toBeHidden()

  const place = agent.url()
  await log(agent).focus()
  for (const key of ['e', 'j', 'r', '?']) await agent.keyboard.press(key)
  await expect(log(agent)).toBeFocused()
  await expect(sheet).toBeHidden()
  await expect(agent.getByText('Conversation closed')).toHaveCount(0)
  expect(agent.url()).toBe(place)
})

/** Its accessible name: its label or its text. */
function nameOfFocused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement } = document
    if (activeElement === null || activeElement === document.body) return ''
    if (activeElement instanceof HTMLInputElement) return activeElement.labels?.[0]?.textContent ?? ''
    return activeElement.getAttribute('aria-label') ?? activeElement.textContent ?? ''
  })
}

/** Checks that the focused element is uncovered and has a visible focus. */
async function expectFocusInView(page: Page): Promise<void> {
  const problem = await page.evaluate(() => {
    const { activeElement } = document
    if (activeElement === null || activeElement === document.body) return 'nothing has the focus'
    const { left, top, width, height } = activeElement.getBoundingClientRect()
    const there = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 200))
    if (there === null || !(activeElement.contains(there) || there.contains(activeElement)))
      return 'it is covered'
    const { outlineStyle, outlineWidth } = getComputedStyle(activeElement)
    const isShown = outlineStyle !== 'none' && outlineWidth !== '0px'
    return isShown || activeElement.matches('textarea') ? null : 'it is not shown'
  })
  expect(problem).toBeNull()
}
