import { expect, type Locator, type Page } from '@playwright/test'

/** Opens the visitor's chat with the button on the page. */
export async function openChat(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Open chat(, \d+ unread messages?)?$/ }).click()
  await expect(composer(page)).toBeVisible()
}

/** Writes into the composer and presses Enter. */
export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await composer(page).press('Enter')
}

/** Opens the conversation whose row shows `text`. */
export async function openConversation(page: Page, text: string): Promise<void> {
  await page.getByRole('link').filter({ hasText: text }).first().click()
  await expect(composer(page)).toBeVisible()
}

export function composer(page: Page): Locator {
  return page.getByRole('textbox', { name: /^(Message|Reply)/ })
}

export function log(page: Page): Locator {
  return page.getByRole('log', { name: 'Messages' })
}
