import type { Page } from '@playwright/test'
import { expectFits } from './support/accessibility'
import { composer, log, openChat, openConversation, say } from './support/chat'
import { expect, test } from './support/fixtures'

const rows = (page: Page) => page.locator('[data-row]')
const details = (page: Page) => page.getByRole('region', { name: 'Visitor details' })

test('A-33 wide screens show four columns', async ({ agentPage }) => {
  const agent = await agentPage({ viewport: { width: 1440, height: 860 } })
  await openConversation(agent, 'Oskar Lund')
  const widths = await Promise.all(
    [
      agent.getByRole('navigation', { name: 'Main' }),
      agent.getByRole('region', { name: 'Inbox' }),
      details(agent),
    ].map(async (part) => (await part.boundingBox())?.width),
  )
  expect(widths).toEqual([56, 336, 300])
  await expect(agent.getByRole('button', { name: 'Visitor details' })).toBeHidden()
})

test('A-33 on medium screens the details are a sheet, and nothing behind it is reachable', async ({
  agentPage,
}) => {
  const agent = await agentPage({ viewport: { width: 900, height: 700 } })
  await openConversation(agent, 'Oskar Lund')
  await expect(details(agent)).toBeHidden()
  const button = agent.getByRole('button', { name: 'Visitor details' })
  await button.click()
  await expect(details(agent).getByRole('heading', { level: 2 })).toBeFocused()
  await composer(agent).focus()
  await expect(composer(agent), 'out of reach').not.toBeFocused()

  await agent.keyboard.press('Escape')
  await expect(details(agent)).toBeHidden()
  await expect(button).toBeFocused()
  await agent.keyboard.press(']')
  await expect(details(agent)).toBeVisible()
  await agent.mouse.click(450, 350)
  await expect(details(agent)).toBeHidden()
})

test('A-33 phones show one pane at a time, with a bar below the list and a working Back', async ({
  agentPage,
}) => {
  const agent = await agentPage({ viewport: { width: 390, height: 780 } })
  const bar = agent.getByRole('navigation', { name: 'Main' })
  expect((await bar.boundingBox())?.y).toBeGreaterThan(700)

  await openConversation(agent, 'Oskar Lund')
  await expect(agent.getByRole('heading', { level: 1, name: 'Oskar Lund' })).toBeFocused()
  await expect(bar).toBeHidden()
  await expect(rows(agent).first()).toBeHidden()
  await agent.getByRole('button', { name: 'Visitor details' }).click()
  await expect(agent.getByRole('heading', { level: 1, name: 'Oskar Lund' })).toBeFocused()
  await expect(log(agent)).toBeHidden()

  await agent.goBack()
  await expect(log(agent)).toBeVisible()
  await agent.getByRole('button', { name: 'Back to inbox' }).click()
  await expect(agent).toHaveURL(/\/support\/agent$/)
  await expect(rows(agent).first()).toBeVisible()
  expect(await agent.evaluate(() => history.length), 'Back went back, not on').toBeLessThanOrEqual(4)
})

test('A-34 the chosen theme is there at first paint', async ({ agentPage, allowConsoleError }) => {
  allowConsoleError(/ERR_FAILED/)
  const agent = await agentPage({ colorScheme: 'light' })
  await agent.getByRole('button', { name: /colours and sign-out/ }).click()
  await agent.getByText('Dark', { exact: true }).click()
  // Whatever is painted before the page's scripts run.
  await agent.route('**/_next/static/**/*.js', (route) => route.abort())
  await agent.goto('/support/agent', { waitUntil: 'commit' })
  await expect(agent.getByRole('heading', { name: 'Inbox' })).toBeVisible()
  const background = await agent.evaluate(() => getComputedStyle(document.body).backgroundColor)
  expect(background).toBe('rgb(11, 12, 15)')
})

test('A-34 at 400 % nothing overflows and nothing is lost', async ({ visitorPage, agentPage }) => {
  const size = { viewport: { width: 320, height: 256 } }
  const [visitor, agent] = await Promise.all([visitorPage(size), agentPage(size)])
  await openChat(visitor)
  await say(visitor, `${'unbreakable'.repeat(30)} https://porchlight.test/${'path/'.repeat(50)}`)
  await expect(log(visitor).getByText('Sent', { exact: true })).toBeVisible()
  await expectFits(visitor)
  await visitor.getByRole('button', { name: 'Not now' }).click()
  await expect(log(visitor).getByText('Sent', { exact: true })).toBeInViewport()
  await expectFits(visitor)

  await expectFits(agent)
  await openConversation(agent, 'unbreakable')
  await expectFits(agent)
  await composer(agent).fill('It fits')
  for (const name of ['Back to inbox', 'Visitor details', 'Close', 'Send', 'Send & close']) {
    await expect(agent.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 })
  }
  expect((await log(agent).boundingBox())?.height).toBeGreaterThan(40)
})

test('only intended areas scroll', async ({ agentPage }) => {
  const agent = await agentPage()
  await openConversation(agent, 'Oskar Lund')
  const overflowing = await agent.evaluate(() =>
    [...document.querySelectorAll('html, body, body *')]
      .filter(
        (element) => !element.matches('[role="log"], [class*="scroller"], [class*="skip"], .visually-hidden'),
      )
      .filter(
        (element) =>
          getComputedStyle(element).overflowY !== 'visible' && getComputedStyle(element).overflowY !== 'clip',
      )
      .filter((element) => element.scrollHeight > element.clientHeight + 1)
      .map((element) => element.className),
  )
  expect(overflowing).toEqual([])
})
