import { devices, type Page } from '@playwright/test'
import { turn } from './support/accessibility'
import { composer, log, openChat, openConversation, say } from './support/chat'
import { expect, test } from './support/fixtures'

const phone = { ...devices['Pixel 7'], viewport: { width: 390, height: 780 } }
const panel = (page: Page) => page.getByRole('dialog')

test('W-17 the panel stands beside the page, which stays usable, and Escape closes it', async ({
  visitorPage,
}) => {
  const visitor = await visitorPage({ viewport: { width: 1100, height: 700 } })
  await openChat(visitor)
  await expect(panel(visitor)).toHaveAttribute('aria-modal', 'false')
  await expect(panel(visitor)).toHaveAccessibleName('Support')
  // Wait for the opening animation.
  await expect.poll(() => panel(visitor).boundingBox()).toMatchObject({ width: 400, height: 700 - 116 })

  const link = visitor.getByRole('main').getByRole('link', { name: 'inbox' })
  await link.focus()
  await expect(link).toBeFocused()
  await link.click({ trial: true })

  await composer(visitor).focus()
  await visitor.keyboard.press('Escape')
  await expect(panel(visitor)).toHaveCount(0)
})

test('W-18 the focus goes to the field, and back to the launcher', async ({ visitorPage }) => {
  const visitor = await visitorPage()
  const launcher = visitor.getByRole('button', { name: 'Open chat' })
  for (const close of ['Escape', 'Enter'] as const) {
    await openChat(visitor)
    await expect(composer(visitor)).toBeFocused()
    if (close === 'Enter') await panel(visitor).getByRole('button', { name: 'Close chat' }).focus()
    await visitor.keyboard.press(close)
    await expect(panel(visitor)).toHaveCount(0)
    await expect(launcher).toBeFocused()
  }
})

test('W-18 W-19 on a phone the panel fills the screen without opening the keyboard, and closing restores the page', async ({
  visitorPage,
}) => {
  const visitor = await visitorPage(phone)
  await visitor.evaluate(() => window.scrollTo(0, 400))
  const launcher = await visitor.getByRole('button', { name: 'Open chat' }).boundingBox()
  expect(launcher?.width).toBeGreaterThanOrEqual(48)

  await openChat(visitor)
  await expect(panel(visitor)).toHaveAttribute('aria-modal', 'true')
  await expect(panel(visitor).getByRole('heading', { name: 'Support' })).toBeFocused()
  await expect.poll(() => panel(visitor).boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 780 })
  await visitor.mouse.move(195, 300)
  await visitor.mouse.wheel(0, 600)
  expect(await visitor.evaluate(() => window.scrollY)).toBe(400)
  const behind = visitor.getByRole('main').getByRole('link', { name: 'inbox' })
  await behind.focus()
  await expect(behind, 'the page is out of reach').not.toBeFocused()

  await panel(visitor).getByRole('button', { name: 'Close chat' }).click()
  await visitor.mouse.wheel(0, 200)
  await expect.poll(() => visitor.evaluate(() => window.scrollY)).toBe(600)
})

test('W-19 the panel fills a low screen, too', async ({ visitorPage }) => {
  const visitor = await visitorPage({ viewport: { width: 800, height: 400 } })
  await openChat(visitor)
  await expect.poll(() => panel(visitor).boundingBox()).toEqual({ x: 0, y: 0, width: 800, height: 400 })
})

test('W-20 composer and latest message stay visible above a phone’s keyboard', async ({ visitorPage }) => {
  const visitor = await visitorPage(phone)
  await openChat(visitor)
  for (const line of ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight']) {
    await composer(visitor).fill(line)
    await visitor.getByRole('button', { name: 'Send' }).click()
  }
  await expect(log(visitor).getByText('eight')).toBeInViewport()

  // Like Safari: the page keeps its height, and only the visual viewport shrinks and moves.
  await visitor.evaluate(() => {
    Object.defineProperties(visualViewport, { height: { value: 420 }, offsetTop: { value: 30 } })
    visualViewport?.dispatchEvent(new Event('resize'))
  })

  await expect.poll(() => panel(visitor).boundingBox()).toEqual({ x: 0, y: 30, width: 390, height: 420 })
  for (const part of [composer(visitor), log(visitor).getByText('eight')]) {
    const box = await part.boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(450)
  }
  expect(await composer(visitor).evaluate((field) => getComputedStyle(field).fontSize)).toBe('16px')
})

test('W-24 from right to left everything is mirrored, and each text keeps its own direction', async ({
  visitorPage,
}) => {
  const visitor = await visitorPage({ viewport: { width: 1100, height: 800 } })
  await openChat(visitor)
  await turn(visitor, 'rtl')
  await say(visitor, 'Hello (there)!')
  await say(visitor, 'שלום!')

  await expect.poll(async () => (await panel(visitor).boundingBox())?.x).toBe(20)
  const log_ = await log(visitor).boundingBox()
  const bubble = await log(visitor).getByText('Hello (there)!').boundingBox()
  expect(bubble?.x, 'own messages stand at the end of the line').toBeLessThan((log_?.x ?? 0) + 60)
  const corners = await log(visitor)
    .locator('li')
    .first()
    .evaluate((row) => {
      const { borderBottomLeftRadius, borderBottomRightRadius } = getComputedStyle(row.children[0] as Element)
      return [borderBottomLeftRadius, borderBottomRightRadius]
    })
  expect(corners, 'the joined corner lies at the end').toEqual(['6px', '18px'])
  const [english, hebrew] = await log(visitor)
    .locator('[data-content]')
    .evaluateAll((texts) => texts.map((text) => getComputedStyle(text).unicodeBidi))
  expect([english, hebrew]).toEqual(['plaintext', 'plaintext'])
})

test('W-24 a list and a quote follow their own text’s direction, not the page’s', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Lists, please')
  await openConversation(agent, 'Lists, please')
  await say(agent, '1. Open (it)\n2. Close it\n> said')
  await say(agent, '1. לפתוח (את זה)\n2. לסגור\n> אמר')
  for (const page of [visitor, agent]) {
    for (const dir of ['ltr', 'rtl'] as const) {
      await turn(page, dir)
      const [latin, hebrew] = await Promise.all([sides(page, 'Open (it)'), sides(page, 'לפתוח')])
      expect(latin, dir).toEqual({ number: 'left', line: 'left' })
      expect(hebrew, dir).toEqual({ number: 'right', line: 'right' })
    }
  }
})

test('W-24 an event line starts with the name of its actor, whatever the page’s direction', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'That was all')
  await openConversation(agent, 'That was all')
  await agent.locator('[data-action="toggle-status"]').click()
  await expect(log(agent).getByText('You closed this conversation', { exact: true })).toBeVisible()
  const line = log(visitor).locator('p', { hasText: 'closed this conversation' })
  for (const dir of ['ltr', 'rtl'] as const) {
    await turn(visitor, dir)
    const [name, words] = await Promise.all(
      [line.locator('bdi'), line.locator('span')].map((part) => part.boundingBox()),
    )
    expect((name?.x ?? 0) + (name?.width ?? 0), dir).toBeLessThanOrEqual((words?.x ?? 0) + 1)
  }
})

/** The sides on which a list item's number and the line beside the quote below it are rendered. */
async function sides(page: Page, text: string): Promise<{ number: string; line: string }> {
  const message = log(page).locator('[data-content]').filter({ hasText: text })
  await expect(message.locator('blockquote')).toBeVisible()
  return message.evaluate((content) => {
    const item = content.querySelector('li')
    const number = item?.querySelector('span')?.getBoundingClientRect()
    const words = document.createRange()
    if (item?.lastChild) words.selectNodeContents(item.lastChild)
    const { borderLeftWidth } = getComputedStyle(content.querySelector('blockquote') ?? content)
    return {
      number: (number?.right ?? 0) <= words.getBoundingClientRect().left + 1 ? 'left' : 'right',
      line: borderLeftWidth === '0px' ? 'right' : 'left',
    }
  })
}

test('W-25 the header says who answers, and whether an agent is available', async ({
  visitorPage,
  agentPage,
}) => {
  const visitor = await visitorPage()
  await openChat(visitor)
  // Availability takes time to change: see availability.spec.ts.
  await say(visitor, 'Who is there?')
  await visitor.keyboard.press('Escape')

  const agent = await agentPage()
  await openConversation(agent, 'Who is there?')
  await say(agent, 'It is me')
  await openChat(visitor)
  await expect(panel(visitor)).toHaveAccessibleName('Ada Lindqvist')
  await expect(panel(visitor).getByText('Online', { exact: true })).toBeVisible({ timeout: 30_000 })
})
