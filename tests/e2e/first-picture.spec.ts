import type { Page } from '@playwright/test'
import { composer, log, openChat, openConversation, say } from './support/chat'
import { expect, test } from './support/fixtures'

const DRAFT = ['Dear Ada,', '', 'my lamp', 'flickers', 'since Monday.'].join('\n')

test('a chat that was open renders at once with its draft, without layout shift', async ({ visitorPage }) => {
  const visitor = await visitorPage()
  await openChat(visitor)
  await say(visitor, 'It flickers')
  await expect(log(visitor).getByText('Sent', { exact: true })).toBeVisible()
  await composer(visitor).fill(DRAFT)
  await watchPictures(visitor)
  await visitor.reload()
  await expect(log(visitor).getByText('It flickers')).toBeVisible()
  await expect(composer(visitor)).toHaveValue(DRAFT)
  expect(await pictures(visitor)).toEqual({ fields: [DRAFT], shifts: [] })
})

test('switching between conversations with drafts never paints an empty field', async ({
  visitorPage,
  agentPage,
}) => {
  // At the top of the list: after a reload, keys only reach rows that are loaded.
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'On top of the list')
  await openConversation(agent, 'On top of the list')
  await watchPictures(agent)
  await agent.reload()
  await expect(log(agent)).toBeVisible()
  await composer(agent).fill(DRAFT)
  await log(agent).focus()
  await agent.keyboard.press('j')
  await expect(composer(agent)).toHaveValue('')
  await composer(agent).fill('Another reply')
  const painted = async () => (await pictures(agent)).fields
  await expect.poll(async () => (await painted()).at(-1)).toBe('Another reply')
  const { length } = await painted()
  for (const [key, text] of [
    ['k', DRAFT],
    ['j', 'Another reply'],
    ['k', DRAFT],
  ] as const) {
    await log(agent).focus()
    await agent.keyboard.press(key)
    await expect.poll(async () => (await painted()).at(-1)).toBe(text)
  }
  expect((await painted()).slice(length)).toEqual([DRAFT, 'Another reply', DRAFT])
})

type Pictures = { fields: string[]; shifts: string[] }

/** From the next load on, records the field's value at each paint, and layout shifts. */
function watchPictures(page: Page) {
  return page.addInitScript(() => {
    const seen: Pictures = { fields: [], shifts: [] }
    Object.assign(window, { seen })
    const look = () => {
      const field = document.querySelector<HTMLTextAreaElement>(
        'textarea[aria-label^="Message"], textarea[aria-label^="Reply"]',
      )
      if (field !== null && seen.fields.at(-1) !== field.value) seen.fields.push(field.value)
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { sources = [] } = entry as PerformanceEntry & { sources?: { node: Node | null }[] }
        seen.shifts.push(
          ...sources.map(({ node }) => (node as Element | null)?.outerHTML?.slice(0, 200) ?? 'gone'),
        )
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

function pictures(page: Page): Promise<Pictures> {
  return page.evaluate(() => (window as unknown as { seen: Pictures }).seen)
}
