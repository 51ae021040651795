import type { Locator, Page } from '@playwright/test'
import { composer, log, openChat, openConversation, say } from './support/chat'
import { expect, test } from './support/fixtures'

/** 1280 px at 400 %, a small phone, a phone, and a desktop at 200 %. */
const WIDTHS = [320, 344, 360, 640]

test('no form is wider than its card', async ({ visitorPage, agentPage }) => {
  const [stranger, agent] = await Promise.all([visitorPage(), agentPage()])
  for (const [page, path] of [
    [stranger, '/sign-in'],
    [stranger, '/join'],
    [agent, '/support/settings/people'],
    [agent, '/support/settings/audit'],
    [agent, '/support/settings/account'],
  ] as const) {
    await page.goto(path)
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 700 })
      expect(await tooWide(page), `${path} at ${width} px`).toEqual([])
    }
  }
})

test('the longest name is readable, and displaces nothing', async ({ visitorPage, agentPage }) => {
  const name = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(2)
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'My name is long')
  await openConversation(agent, 'My name is long')
  await agent.getByRole('button', { name: 'Change the name' }).click()
  await agent.keyboard.type(name)
  await agent.keyboard.press('Enter')
  for (const width of WIDTHS) {
    await agent.setViewportSize({ width, height: 700 })
    const author = log(agent).getByText(name).first()
    await expect.poll(() => isWhole(author), `beside the messages at ${width} px`).toBe(true)
    await expect.poll(() => inside(author, log(agent))).toBe(true)
  }
  await agent.setViewportSize({ width: 360, height: 700 })
  await agent.getByRole('button', { name: 'Visitor details' }).click()
  await expect.poll(() => isWhole(agent.getByRole('heading', { name })), 'in the details').toBe(true)
})

test('notices about a conversation stay in its column, clear of the field, and are not truncated', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'On any screen?')
  await openConversation(agent, 'On any screen?')
  for (const [width, height] of [
    [1920, 1000],
    [1280, 800],
    [640, 400],
    [360, 700],
  ] as const) {
    await agent.setViewportSize({ width, height })
    const where = `at ${width} px`
    const form = await agent.locator('form', { has: composer(agent) }).boundingBox()
    const settle = await agent.getByRole('button', { name: 'No answer needed' }).boundingBox()
    const right = (box: typeof form) => Math.round((box?.x ?? 0) + (box?.width ?? 0))
    expect(right(settle), where).toBe(right(form))
    expect((form?.y ?? 0) - (settle?.y ?? 0) - (settle?.height ?? 0), where).toBeGreaterThanOrEqual(2)
  }
  const situation = agent.getByRole('list').filter({ hasText: /^(Online|Offline)/ })
  expect(await situation.evaluate((list) => list.scrollWidth - list.clientWidth)).toBe(0)
})

/** Whether all of it is rendered, without an ellipsis. */
function isWhole(text: Locator): Promise<boolean> {
  return text.evaluate((element) => {
    const box = element.closest('h1, p')
    return box !== null && box.scrollWidth <= box.clientWidth && getComputedStyle(box).textOverflow === 'clip'
  })
}

async function inside(inner: Locator, outer: Locator): Promise<boolean> {
  const [a, b] = await Promise.all([inner.boundingBox(), outer.boundingBox()])
  return a !== null && b !== null && a.x >= b.x && a.x + a.width <= b.x + b.width
}

/** Elements that overflow their box, except those meant to scroll or be clipped. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('html, body, body *:not(.visually-hidden, .visually-hidden *)')]
      .filter((element) => ['visible', 'auto'].includes(getComputedStyle(element).overflowX))
      .filter((element) => getComputedStyle(element).display !== 'inline')
      .filter((element) => element.scrollWidth > element.clientWidth)
      .map((element) => `${element.localName}: ${element.textContent?.trim().slice(0, 40)}`),
  )
}
