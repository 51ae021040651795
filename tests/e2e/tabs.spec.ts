import { isDeepStrictEqual } from 'node:util'
import type { Page, Route } from '@playwright/test'
import { composer, log, openChat, say } from './support/chat'
import { expect, test } from './support/fixtures'

test('F23 two tabs of a visitor send each text once; one tab takes over what another was sending when closed', async ({
  visitorPage,
}) => {
  const first = await visitorPage()
  await openChat(first)
  await say(first, 'one')
  await expect(log(first).getByText('Sent')).toBeVisible()
  const second = await first.context().newPage()
  await second.goto('/')
  if (!(await composer(second).isVisible())) await openChat(second)
  await expect(log(second).getByText('one')).toBeVisible()

  // Tabs share a draft, so one types after the other. The sending overlaps.
  for (const [page, text] of [
    [first, 'two of the first'],
    [second, 'two of the second'],
    [first, 'three of the first'],
    [second, 'three of the second'],
  ] as const) {
    await expect(composer(page)).toHaveValue('')
    await say(page, text)
  }
  await expect(log(first).locator('[data-content]')).toHaveCount(5)
  await expect.poll(async () => isDeepStrictEqual(await texts(first), await texts(second))).toBe(true)
  const order = await texts(first)
  expect(new Set(order).size).toBe(5)
  expect(order.filter((text) => text.endsWith('first'))).toEqual(['two of the first', 'three of the first'])

  // The request arrives; only the response does not. One of the tabs sends for both.
  const sending = new Promise<Page>((resolve) => {
    const swallowAnswer = async (route: Route) => {
      await route.fetch()
      resolve(route.request().frame().page())
    }
    void first.context().route('**/messages', swallowAnswer, { times: 1 })
  })
  await say(first, 'four, and gone')
  await say(first, 'five, not sent yet')
  const closed = await sending
  const left = closed === first ? second : first
  await closed.close()

  await expect.poll(() => texts(left)).toEqual([...order, 'four, and gone', 'five, not sent yet'])
  await expect(log(left).getByText(/Waiting for connection|Sending/)).toHaveCount(0)
  await expect.poll(() => storedBy(left)).toMatchObject([{ lastSequence: 7 }])
})

function texts(page: Page): Promise<string[]> {
  return log(page).locator('[data-content]').allTextContents()
}

/** The visitor's conversations, according to the server. */
async function storedBy(page: Page): Promise<unknown> {
  const answer = await page.request.get('/api/support/conversations', {
    headers: { 'Porchlight-Side': 'visitor' },
  })
  return (await answer.json()).data
}
