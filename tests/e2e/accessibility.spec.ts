import type { Page } from '@playwright/test'
import { expectAccessible } from './support/accessibility'
import { composer, log, openChat, openConversation, say } from './support/chat'
import { expect, test } from './support/fixtures'

const looks = [
  { name: 'light', options: { colorScheme: 'light' }, dir: 'ltr' },
  { name: 'dark', options: { colorScheme: 'dark' }, dir: 'ltr' },
  { name: 'on a small screen', options: { viewport: { width: 360, height: 740 } }, dir: 'ltr' },
  { name: 'from right to left', options: { viewport: { width: 1180, height: 800 } }, dir: 'rtl' },
] as const

for (const { name, options, dir } of looks) {
  test(`axe finds nothing, ${name}`, async ({ visitorPage, agentPage }) => {
    const [visitor, agent] = await Promise.all([visitorPage(options), agentPage(options)])
    const question = `Is it true, ${name}?`
    await turn(visitor, dir)
    await expectFits(visitor)
    await openChat(visitor)
    await expectAccessible(visitor)

    await say(visitor, question)
    await expect(log(visitor).getByText('Sent')).toBeVisible()
    await turn(agent, dir)
    await expectAccessible(agent)
    await openConversation(agent, question)
    await say(agent, 'It is. https://porchlight.test/proof')
    await expect(log(visitor).getByText('It is.')).toBeVisible()
    await composer(agent).pressSequentially('And')
    for (const page of [visitor, agent]) {
      await expectFits(page)
      await expectAccessible(page)
    }

    await agent
      .getByRole('button', { name: /^Close/ })
      .first()
      .click()
    await expect(agent.getByRole('button', { name: 'Undo' })).toBeVisible()
    await expect(visitor.getByText('Closed. Write to reopen.')).toBeVisible()
    for (const page of [visitor, agent]) await expectAccessible(page)
  })
}

test('a visitor can chat by keyboard alone', async ({ visitorPage, agentPage }) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  const launcher = visitor.getByRole('button', { name: 'Open chat', exact: true })
  await launcher.focus()
  await visitor.keyboard.press('Enter')
  await expect(composer(visitor)).toBeFocused()

  await visitor.keyboard.type('No mouse here')
  await visitor.keyboard.press('Enter')
  await expect(log(visitor).getByText('No mouse here')).toBeVisible()
  await expect(composer(visitor)).toBeFocused()
  await expect(composer(visitor)).toHaveValue('')

  await visitor.keyboard.press('Escape')
  await expect(launcher).toBeFocused()

  await agent.getByRole('link').filter({ hasText: 'No mouse here' }).first().focus()
  await agent.keyboard.press('Enter')
  await expect(composer(agent)).toBeVisible()
})

test('nothing moves for those who asked for less motion', async ({ visitorPage }) => {
  const visitor = await visitorPage({ reducedMotion: 'reduce' })
  await openChat(visitor)
  await say(visitor, 'Gently, please')
  await expect(log(visitor).getByText('Sent')).toBeVisible()
  expect(await visitor.evaluate(() => document.getAnimations().length)).toBe(0)
})

async function turn(page: Page, dir: 'ltr' | 'rtl'): Promise<void> {
  await page.evaluate((value) => {
    document.documentElement.dir = value
  }, dir)
}

/** Nothing sticks out sideways. */
async function expectFits(page: Page): Promise<void> {
  const [needed, given] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ])
  expect(needed).toBeLessThanOrEqual(given ?? 0)
}
