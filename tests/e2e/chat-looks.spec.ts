import type { Page } from '@playwright/test'
import { composer, conversationIdOf, log, numbered, openChat, post, say } from './support/chat'
import { expect, test } from './support/fixtures'

const panel = (page: Page) => page.getByRole('dialog', { name: /Support|Ada/ })
const launcher = (page: Page) => page.locator('button[aria-expanded]').first()

test('F16 F17 a chat beside the page does not steal the focus, and Escape closes it from anywhere', async ({
  visitorPage,
}) => {
  const visitor = await visitorPage()
  await openChat(visitor)
  await visitor.reload()
  await expect(composer(visitor)).toBeVisible()
  expect(await visitor.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
  await visitor.keyboard.press('Tab')
  const link = visitor.getByRole('link', { name: 'Agents’ inbox' })
  await expect(link, 'the page has kept its beginning').toBeFocused()
  expect(await closingTabStops(visitor)).toBe(1)

  // The page's own Escape handlers come first.
  await visitor.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<dialog id="own">Cookies?</dialog><input id="find" type="search" value="lamp">',
    )
    document.querySelector<HTMLDialogElement>('#own')?.showModal()
  })
  await visitor.keyboard.press('Escape')
  await expect(visitor.locator('#own')).toBeHidden()
  await visitor.locator('#find').press('Escape')
  await expect(composer(visitor)).toBeVisible()

  await link.focus()
  await visitor.keyboard.press('Escape')
  await expect(panel(visitor)).toHaveCount(0)
  await expect(link, 'and the focus stays where it was').toBeFocused()
})

test('3.1 3.8 3.9 3.12 field, messages and notices align, however wide scrollbars are', async ({
  classicPage,
  agentPage,
}) => {
  const agent = await agentPage()
  await expect(agent.getByRole('link').first()).toBeVisible()
  const visitor = await classicPage()
  await visitor.goto('/')
  await openChat(visitor)
  // With no agent available it would ask for an address, too.
  await expect(visitor.getByText('Online', { exact: true })).toBeVisible({ timeout: 30_000 })
  const welcome = await boxOf(visitor, '[role="log"] svg')
  const whole = await boxOf(visitor, '[role="log"]')
  expect(Math.abs(middle(welcome) - middle(whole)), 'in the middle of the empty log').toBeLessThan(
    whole.height / 6,
  )
  await say(visitor, 'Is it in line?')
  await expect(log(visitor).getByText('Sent', { exact: true })).toBeVisible()
  await post(agent, 'agent', await conversationIdOf(visitor), ['- one\n- two', ...numbered(30)])
  await post(visitor, 'visitor', await conversationIdOf(visitor), ['It is the last'])
  await expect(log(visitor).getByText('It is the last')).toBeInViewport()

  const field = await boxOf(visitor, 'form:has(textarea) > div')
  const own = await log(visitor).getByText('It is the last').locator('xpath=..').boundingBox()
  const theirs = await log(visitor).getByText('message number 30').locator('xpath=..').boundingBox()
  expect(Math.abs(field.x + field.width - (own?.x ?? 0) - (own?.width ?? 0))).toBeLessThanOrEqual(1)
  expect(Math.abs(field.x - (theirs?.x ?? 0))).toBeLessThanOrEqual(1)
  const around = await boxOf(visitor, 'dialog')
  expect(Math.abs(field.x + field.width / 2 - around.x - around.width / 2)).toBeLessThanOrEqual(1)
  const bullets = log(visitor).locator('[data-content] ul')
  expect(await bullets.evaluate((list) => getComputedStyle(list).listStyleType)).toBe('disc')

  const heights = await visitor
    .locator('dialog h2')
    .locator('xpath=../..')
    .evaluateAll((headers) =>
      headers.flatMap((header) =>
        ['', 'width: 320px'].map((style) => {
          header.closest('dialog')?.setAttribute('style', style)
          return header.getBoundingClientRect().height
        }),
      ),
    )
  expect(Math.max(...heights), 'the header has two lines, also on a narrow screen').toBeLessThan(66)
})

test('W-03 the chat loads on hover or focus, not before, and reports a failure to load', async ({
  visitorPage,
  allowConsoleError,
}) => {
  allowConsoleError(/ERR_FAILED|Failed to load|ChunkLoadError/)
  const visitor = await visitorPage()
  await visitor.waitForLoadState('networkidle')
  const asked: string[] = []
  await visitor.route('**/_next/static/**/*.js', (route) => {
    asked.push(route.request().url())
    return route.abort()
  })
  await launcher(visitor).click()
  await expect(visitor.getByRole('dialog', { name: 'Support' })).toBeVisible()
  await expect(visitor.getByText('The chat could not be loaded.')).toBeVisible()
  expect(asked.length).toBeGreaterThan(0)

  await visitor.unroute('**/_next/static/**/*.js')
  await visitor.getByRole('button', { name: 'Try again' }).click()
  await expect(composer(visitor)).toBeFocused()
  await visitor.keyboard.press('Escape')
  await expect(launcher(visitor)).toBeFocused()
})

/** The number of Tab stops that close the chat. */
function closingTabStops(page: Page): Promise<number> {
  return page
    .getByRole('button', { name: 'Close chat' })
    .evaluateAll((buttons) => buttons.filter((button) => (button as HTMLElement).tabIndex >= 0).length)
}

type Box = { x: number; y: number; width: number; height: number }

async function boxOf(page: Page, selector: string): Promise<Box> {
  const box = await page.locator(selector).first().boundingBox()
  if (box === null) throw new Error(`nothing is drawn for ${selector}`)
  return box
}

function middle({ y, height }: Box): number {
  return y + height / 2
}
