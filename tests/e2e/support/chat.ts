import { expect, type Locator, type Page } from '@playwright/test'

/** Opens the visitor's chat with the button on the page. */
export async function openChat(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Open chat(, \d+ unread messages?)?$/ }).click()
  await expect(composer(page)).toBeVisible()
}

/** Types into the composer and presses Enter. */
export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await composer(page).press('Enter')
}

/** Opens the conversation whose row shows `text`, however far down the list. */
export async function openConversation(page: Page, text: string): Promise<void> {
  const link = page.getByRole('link').filter({ hasText: text }).first()
  // A scrolled list does not reorder, so pending updates must have arrived first.
  const isNear = await link.waitFor({ state: 'attached', timeout: 5_000 }).then(
    () => true,
    () => false,
  )
  if (!isNear) await expect.poll(() => isReached(page, link)).toBe(true)
  await link.click()
  await expect(composer(page)).toBeVisible()
  // Wait for the log: an earlier reply would have seen no message, and so answer none.
  await expect(log(page).locator('[data-content]').first()).toBeVisible()
}

/** Scrolls to the end of the list, where more rows load, and back to its start, where new ones appear. */
async function isReached(page: Page, link: Locator): Promise<boolean> {
  for (const key of ['End', 'Home']) {
    await page.locator('[data-row] a').first().press(key)
    if (await link.isVisible()) return true
  }
  return false
}

export function composer(page: Page): Locator {
  return page.getByRole('textbox', { name: /^(Message|Reply|Note)/ })
}

export function log(page: Page): Locator {
  return page.getByRole('log', { name: 'Messages' })
}

/** The conversation of this browser's visitor. */
export function conversationIdOf(visitor: Page): Promise<string> {
  return visitor.evaluate(() => localStorage.getItem('porchlight:default:visitor:conversation') ?? '')
}

/** Posts messages one by one through the API, as the person signed in there. */
export async function post(
  page: Page,
  side: 'visitor' | 'agent',
  conversationId: string,
  texts: readonly string[],
): Promise<void> {
  for (const content of texts) {
    const answer = await page.request.post(`/api/support/conversations/${conversationId}/messages`, {
      headers: { 'Porchlight-Side': side },
      data: { clientMessageId: crypto.randomUUID(), content },
    })
    expect(answer.status(), await answer.text()).toBe(201)
  }
}

/** How far a log is from its bottom, in pixels. */
export function distanceToBottom(page: Page): Promise<number> {
  return log(page).evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop)
}

/** Numbered texts. */
export function numbered(count: number, word = 'message'): string[] {
  return Array.from({ length: count }, (_, index) => `${word} number ${index + 1}`)
}
