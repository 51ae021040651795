import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from './support/accessibility'
import { composer, log, openConversation } from './support/chat'
import { expect, test } from './support/fixtures'

const account = (page: Page) => page.getByRole('button', { name: /colours and sign-out/ })
const bell = (page: Page) => page.getByRole('button', { name: 'Notifications' })
const tip = (page: Page) => page.locator('[data-tip-text]')

test('a dialog and a menu take the keys, and give the focus back', async ({ agentPage }) => {
  const agent = await agentPage()
  await openConversation(agent, 'Oskar Lund')
  const place = agent.url()
  for (const [opener, layer] of [
    [account(agent), agent.getByRole('dialog')],
    [bell(agent), agent.getByRole('menu')],
  ] as const) {
    await opener.focus()
    await agent.keyboard.press('Enter')
    await expectFocusIn(layer)
    for (const key of ['e', 'k', ']', 'r']) await agent.keyboard.press(key)
    await expectFocusIn(layer)
    await expect(agent.getByText('Conversation closed')).toHaveCount(0)
    await agent.keyboard.press('Escape')
    await expect(layer).toHaveCount(0)
    await expect(opener).toBeFocused()
    expect(agent.url(), 'Escape closed nothing else').toBe(place)
  }
  await agent.keyboard.press('r')
  await expect(composer(agent)).toBeFocused()
})

test('an open dialog changes nothing that the desk’s elements inherit, so the browser need not restyle them', async ({
  agentPage,
}) => {
  const agent = await agentPage()
  await openConversation(agent, 'Oskar Lund')
  const onBody = { pointerEvents: 'none', barSize: '0px' }
  const onDesk = { pointerEvents: 'auto', barSize: '' }
  for (const open of [
    () => account(agent).press('Enter'),
    () => agent.keyboard.press('Control+k'),
    () => agent.getByRole('button', { name: 'Delete visitor data…' }).press('Enter'),
  ]) {
    await open()
    await expect(agent.getByRole('dialog').or(agent.getByRole('alertdialog'))).toBeVisible()
    await expect.poll(() => inherited(agent.locator('body'))).toEqual(onBody)
    expect(await inherited(log(agent))).toEqual(onDesk)
    await agent.keyboard.press('Escape')
    await expect.poll(() => inherited(agent.locator('body'))).toEqual(onDesk)
  }
})

test('a dialog is whole on a small screen, and closes beside it', async ({ agentPage }) => {
  const agent = await agentPage({ viewport: { width: 320, height: 420 } })
  await expect(agent.locator('[data-row]').first()).toBeVisible()
  // The server rendered the rows. Keys wait for the script.
  await agent.waitForLoadState('networkidle')
  await agent.keyboard.press('?')
  const sheet = agent.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toBeInViewport({ ratio: 1 })
  const last = sheet.getByText('Send and close the conversation')
  await last.scrollIntoViewIfNeeded()
  await expect(last).toBeInViewport({ ratio: 1 })
  await agent.mouse.click(4, 4)
  await expect(sheet).toHaveCount(0)
})

test('a dialog that cannot be loaded says so, and opens later', async ({ agentPage, allowConsoleError }) => {
  allowConsoleError(/ERR_FAILED/)
  const agent = await agentPage()
  await expect(agent.locator('[data-row]').first()).toBeVisible()
  await agent.waitForLoadState('networkidle')
  await agent.route('**/_next/static/**', (route) => route.abort())
  await account(agent).click()
  await expect(agent.getByText('This could not be opened.')).toBeVisible()
  await expect(agent.getByRole('dialog')).toHaveCount(0)
  await agent.unroute('**/_next/static/**')
  await account(agent).click()
  await expect(agent.getByRole('dialog')).toBeVisible()
})

test('buttons without words say what they do: to a pointer that rests, and to the keyboard', async ({
  agentPage,
}) => {
  const agent = await agentPage()
  await openConversation(agent, 'Oskar Lund')
  await agent.getByRole('link', { name: 'Settings' }).hover()
  await expect(tip(agent)).toHaveText('Settings')
  await expectAccessible(agent)
  await agent.getByRole('button', { name: 'Change the name' }).hover()
  await expect(tip(agent)).toHaveText('Change the name')
  await log(agent).hover()
  await expect(tip(agent)).toHaveCount(0)

  await agent.getByRole('link', { name: 'Inbox' }).focus()
  await expect(tip(agent)).toHaveCount(0)
  await agent.keyboard.press('Tab')
  await expect(tip(agent)).toHaveText('Find an action or a conversationCtrl K')
  await agent.keyboard.press('Tab')
  await expect(tip(agent)).toHaveText('Keyboard shortcuts?')
  const place = agent.url()
  await agent.keyboard.press('Escape')
  await expect(tip(agent)).toHaveCount(0)
  expect(agent.url(), 'Escape closed the tooltip alone').toBe(place)
  await agent.keyboard.press('Enter')
  await expect(agent.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await agent.keyboard.press('Escape')
  await expect(agent.getByRole('button', { name: 'Keyboard shortcuts' })).toBeFocused()
  await expect(tip(agent)).toHaveCount(0)
})

test('a tooltip is whole in a narrow window', async ({ agentPage }) => {
  const agent = await agentPage({ viewport: { width: 320, height: 420 } })
  for (const name of ['Available to visitors', 'Inbox', /colours and sign-out/]) {
    await agent.locator('nav').getByLabel(name).hover()
    await expect(tip(agent)).toBeVisible()
    await expect(tip(agent)).toBeInViewport({ ratio: 1 })
  }
})

test('a finger sees no tooltip', async ({ agentPage }) => {
  const agent = await agentPage({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true })
  await expect(agent.locator('[data-row]').first()).toBeVisible()
  await bell(agent).tap()
  await expect(agent.getByRole('menu')).toBeVisible()
  await agent.waitForTimeout(1_000)
  await expect(tip(agent)).toHaveCount(0)
})

async function expectFocusIn(layer: Locator): Promise<void> {
  await expect.poll(() => layer.evaluate((element) => element.contains(document.activeElement))).toBe(true)
}

/** What Radix's dialogs set on the body, and elements would inherit. */
async function inherited(element: Locator): Promise<{ pointerEvents: string; barSize: string }> {
  return element.evaluate((node) => {
    const style = getComputedStyle(node)
    return {
      pointerEvents: style.pointerEvents,
      barSize: style.getPropertyValue('--removed-body-scroll-bar-size').trim(),
    }
  })
}
