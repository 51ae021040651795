import { test as base, expect, type Page } from '@playwright/test'
import { composer, conversationIdOf, log, openChat, post, say } from './support/chat'
import { type Porchlight, withPorchlight } from './support/porchlight'

/** A product of its own, because it is killed. */
const test = base.extend<object, { porchlight: Porchlight }>({
  porchlight: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern
    async ({}, use) => {
      await withPorchlight(use)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

test('W-46 messages typed while the server is down are queued, survive a closed tab, and are sent once and in order', async ({
  context,
  porchlight,
}) => {
  const before = await context.newPage()
  await before.goto(porchlight.url)
  await openChat(before)
  await say(before, 'before')
  await expect(log(before).getByText('Sent')).toBeVisible()

  await porchlight.stop('SIGKILL')
  await say(before, 'first in the dark')
  await say(before, 'second in the dark')
  await expect(log(before).getByText('second in the dark')).toBeVisible()
  await expect(composer(before)).toBeEnabled()
  await expect(
    log(before)
      .getByText(/Waiting for connection|Sending/)
      .first(),
  ).toBeVisible()
  await composer(before).fill('a draft')
  await before.close({ runBeforeUnload: false })

  await porchlight.start()
  const after = await context.newPage()
  await after.goto(porchlight.url)
  if (!(await composer(after).isVisible())) await openChat(after)

  await expect(log(after).locator('[data-content]')).toHaveText([
    'before',
    'first in the dark',
    'second in the dark',
  ])
  await expect(log(after).getByText('Sent').last()).toBeVisible()
  await expect(composer(after)).toHaveValue('a draft')

  const conversations = await context.request.get(`${porchlight.url}/api/support/conversations`, {
    headers: { 'Porchlight-Side': 'visitor' },
  })
  expect((await conversations.json()).data).toMatchObject([{ lastSequence: 3 }])
})

test('an orderly restart is only a pause: the page resumes, and receives what it missed', async ({
  browser,
  porchlight,
}) => {
  const page = await browser.newPage({ baseURL: porchlight.url })
  const attached = attachments(page)
  await page.goto(porchlight.url)
  await openChat(page)
  await say(page, 'before')
  await expect(log(page).getByText('Sent')).toBeVisible()
  const id = await conversationIdOf(page)
  const attachmentsOfConversation = () =>
    [...attached].find(([channel]) => channel.endsWith(`:conversation:${id}`))?.[1]
  await expect.poll(attachmentsOfConversation).toEqual([false])

  await porchlight.stop('SIGTERM')
  await say(page, 'during')
  await porchlight.start()
  await post(page, 'visitor', id, ['from elsewhere'])

  await expect(log(page).locator('[data-content]')).toHaveCount(3)
  expect((await log(page).locator('[data-content]').allTextContents()).toSorted()).toEqual([
    'before',
    'during',
    'from elsewhere',
  ])
  await expect.poll(attachmentsOfConversation, 'went on without a gap').toEqual([false, true])
})

/** For each channel, whether each attachment resumed from the one before. Fills while the page runs. */
function attachments(page: Page): Map<string, boolean[]> {
  const [attached, resumed] = [11, 4]
  const all = new Map<string, boolean[]>()
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      const { action, channel, flags } = JSON.parse(String(payload))
      if (action === attached) all.set(channel, [...(all.get(channel) ?? []), (flags & resumed) !== 0])
    }),
  )
  return all
}
