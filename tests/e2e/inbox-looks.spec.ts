import type { Page } from '@playwright/test'
import { composer, log, openChat, openConversation, say } from './support/chat'
import { expect, test } from './support/fixtures'

const details = (page: Page) => page.getByRole('region', { name: 'Visitor details' })

test('F3 F12 on a phone the whole name is visible, and everything in the details can be tapped', async ({
  agentPage,
}) => {
  const agent = await agentPage({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true })
  await openConversation(agent, 'Oskar Lund')
  const heading = agent.getByRole('heading', { level: 1, name: 'Oskar Lund' })
  for (const width of [390, 360, 320]) {
    await agent.setViewportSize({ width, height: 640 })
    const [needed, given] = await heading.evaluate((name) => [name.scrollWidth, name.clientWidth])
    expect(needed, `the name at ${width} px`).toBeLessThanOrEqual(given ?? 0)
  }

  await agent.getByRole('button', { name: 'Visitor details' }).click()
  for (const width of [390, 360, 320]) {
    await agent.setViewportSize({ width, height: 640 })
    expect(await covered(agent), `at ${width} px`).toEqual([])
  }
  await details(agent).getByRole('button', { name: 'Block visitor…' }).tap()
  await expect(agent.getByRole('dialog', { name: 'Block visitor?' })).toBeVisible()
})

test('F10 a new name is saved however its field is left, without layout shift', async ({
  visitorPage,
  agentPage,
}) => {
  const visitor = await visitorPage()
  await openChat(visitor)
  await say(visitor, 'What is my name?')
  const agent = await agentPage()
  await openConversation(agent, 'What is my name?')
  const edit = agent.getByRole('button', { name: 'Change the name' })
  const field = agent.getByRole('textbox', { name: 'Visitor’s name' })
  const logBefore = await log(agent).boundingBox()

  await edit.click()
  await field.fill('Vera Lind')
  expect(await log(agent).boundingBox()).toEqual(logBefore)
  await composer(agent).click()
  await expect(agent.getByRole('heading', { level: 2, name: 'Vera Lind' }).first()).toBeVisible()

  await edit.click()
  await field.fill('Vera Lindqvist')
  await agent.goBack()
  await expect(agent.getByRole('link', { name: /Vera Lindqvist/ })).toBeVisible()

  await agent.getByRole('link', { name: /Vera Lindqvist/ }).click()
  await edit.click()
  await field.fill('Nobody')
  await agent.getByRole('button', { name: 'Keep the old name' }).click()
  await expect(edit).toBeFocused()
  await edit.click()
  await field.fill('Vera L.')
  await agent.getByRole('button', { name: 'Save the name' }).click()
  await expect(agent.getByRole('link', { name: /Vera L\./ })).toBeVisible()
})

test('3.2 3.5 3.7 the conversation is a readable column, with one row for the composer', async ({
  agentPage,
}) => {
  const agent = await agentPage({ viewport: { width: 1920, height: 900 } })
  await openConversation(agent, 'Oskar Lund')
  const messages = await log(agent).locator('> div').boundingBox()
  expect(messages?.width).toBeLessThanOrEqual(760)
  const field = await agent.locator('#conversation form').boundingBox()
  expect(Math.abs((field?.x ?? 0) - (messages?.x ?? 0) - 16)).toBeLessThanOrEqual(1)

  for (const width of [1920, 768, 320]) {
    await agent.setViewportSize({ width, height: 600 })
    const [close, send] = await Promise.all(
      ['Send & close', 'Send'].map((name) => agent.getByRole('button', { name, exact: true }).boundingBox()),
    )
    expect(close?.height, `at ${width} px`).toBe(send?.height)
    expect(close?.y, `at ${width} px`).toBe(send?.y)
  }
  await agent.setViewportSize({ width: 320, height: 256 })
  expect((await log(agent).boundingBox())?.height).toBeGreaterThan(120)
})

test('F22 a dead link shows our own page, and every page has an icon', async ({ page, request }) => {
  const answer = await page.goto('/demo')
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Open the inbox' })).toHaveAttribute('href', '/support/agent')
  expect((await request.get('/favicon.ico')).status()).toBe(200)

  await page.goto('/')
  const asked: string[] = []
  page.on('request', (each) => asked.push(each.url()))
  await page.getByRole('link', { name: 'Agents’ inbox' }).click()
  await page.waitForURL(/sign-in/)
  expect(
    asked.filter((url) => url.includes('_rsc')),
    'asked for as a document, once',
  ).toEqual([])
})

/** The controls in the details that cannot be tapped, because something covers them. */
function covered(page: Page): Promise<(string | null)[]> {
  return details(page)
    .locator('button, a')
    .evaluateAll((controls) =>
      controls
        .filter((control) => {
          control.scrollIntoView({ block: 'center' })
          // A link may wrap onto two lines: the first one will do.
          const { left, top, width, height } = control.getClientRects()[0] ?? new DOMRect()
          const there = document.elementFromPoint(left + width / 2, top + height / 2)
          return width > 0 && !control.contains(there)
        })
        .map((control) => control.getAttribute('aria-label') ?? control.textContent),
    )
}
