import type { Page } from '@playwright/test'
import type { Language } from '@/client/words/catalogue'
import { loadWords, type VisitorWords } from '@/client/words/visitor/load-words'
import { expectAccessible } from './support/accessibility'
import { conversationIdOf, log, openChat, post, say } from './support/chat'
import { expect, test } from './support/fixtures'

const languages: Language[] = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'tr', 'ar', 'he', 'ja']

test('W-57 W-24 the chat follows the page to another language and keeps its draft', async ({
  visitorPage,
  agentPage,
  allowConsoleError,
}) => {
  const visitor = await visitorPage({ viewport: { width: 360, height: 720 } })
  await openChat(visitor)
  for (const language of languages) {
    const words = await speak(visitor, language)
    await expect(visitor.locator('dialog').getByText(words.t('invitation'), { exact: true })).toBeVisible()
    await expectRoom(visitor, language)
    await visitor.screenshot({
      path: test.info().outputPath(`empty-${language}.png`),
      animations: 'disabled',
    })
  }
  await speak(visitor, 'en')
  await say(visitor, 'Do you ship lamps to Lisbon?')
  await expect(log(visitor).getByText('Sent', { exact: true })).toBeVisible()
  const conversationId = await conversationIdOf(visitor)
  const agent = await agentPage()
  await post(agent, 'agent', conversationId, ['We do, within **three days**.'])
  for (const status of ['CLOSED', 'OPEN', 'CLOSED', 'OPEN', 'CLOSED']) {
    const answer = await agent.request.patch(`/api/support/conversations/${conversationId}`, {
      headers: { 'Porchlight-Side': 'agent' },
      data: { status },
    })
    expect(answer.status(), await answer.text()).toBe(200)
  }
  const draft = 'And how much is the lantern '
  await visitor.locator('dialog textarea').fill(draft + 'x'.repeat(4_000 - draft.length - 5))

  for (const language of languages) {
    const words = await speak(visitor, language)
    await expectWords(visitor, words)
    await expect(visitor.locator('dialog textarea'), language).toHaveValue(new RegExp(`^${draft}`))
    await expectRoom(visitor, language)
    await visitor.screenshot({ path: test.info().outputPath(`chat-${language}.png`), animations: 'disabled' })
  }

  // All languages are loaded by now, so losing the network must not affect them.
  allowConsoleError(/ERR_INTERNET_DISCONNECTED|Firefox can’t establish a connection/)
  await visitor.context().setOffline(true)
  await visitor.locator('dialog textarea').fill('Is it gone?')
  await visitor.locator('dialog textarea').press('Enter')
  for (const language of languages) {
    const words = await speak(visitor, language)
    await expect(visitor.getByText(words.t('reconnecting'), { exact: true })).toBeVisible()
    await expect(visitor.getByText(words.t('waiting'), { exact: true })).toBeVisible()
    await expectRoom(visitor, language)
    await visitor.screenshot({
      path: test.info().outputPath(`offline-${language}.png`),
      animations: 'disabled',
    })
  }
})

test('W-24 Arabic and Hebrew run from right to left, but left-to-right messages do not', async ({
  visitorPage,
}) => {
  const visitor = await visitorPage({ viewport: { width: 360, height: 720 } })
  await openChat(visitor)
  await say(visitor, 'Is it open?')
  await expect(log(visitor).getByText('Sent', { exact: true })).toBeVisible()
  const bubble = visitor.locator('dialog [data-content]')
  const close = visitor.locator('dialog button').first()
  const centre = visitor.viewportSize()?.width ?? 0
  const isAtRight = async (part: typeof bubble) => {
    const box = await part.boundingBox()
    return (box?.x ?? 0) + (box?.width ?? 0) / 2 > centre / 2
  }
  expect([await isAtRight(bubble), await isAtRight(close)]).toEqual([true, true])

  for (const language of ['ar', 'he'] as const) {
    await speak(visitor, language)
    await expect(visitor.locator('dialog')).toHaveCSS('direction', 'rtl')
    expect([await isAtRight(bubble), await isAtRight(close)], language).toEqual([false, false])
    expect(await bubble.evaluate((element) => getComputedStyle(element).unicodeBidi)).toBe('plaintext')
    await expectAccessible(visitor)
  }
})

test('W-57 on a page without a language, the chat uses the browser’s', async ({ contexts }) => {
  const visitor = await contexts.openPage({ locale: 'pl-PL' })
  await visitor.route('/', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: (await answer.text()).replace('<html lang="en"', '<html') })
  })
  await visitor.goto('/')
  await visitor.getByRole('button', { name: 'Otwórz czat' }).click()
  await expect(visitor.getByRole('textbox', { name: 'Wiadomość' })).toBeVisible()
  await expect(visitor.getByRole('heading', { name: 'Pomoc' })).toBeVisible()
})

/** Changes the page's language, and waits for the chat to follow. */
async function speak(visitor: Page, language: Language): Promise<VisitorWords> {
  const words = await loadWords({ language, locale: language })
  await visitor.evaluate((lang) => {
    document.documentElement.lang = lang
  }, language)
  await expect(visitor.locator('dialog textarea')).toHaveAttribute('placeholder', words.t('writeMessage'))
  return words
}

/** The texts in every part of an open chat with a conversation. */
async function expectWords(visitor: Page, words: VisitorWords): Promise<void> {
  const dialog = visitor.locator('dialog')
  await expect(dialog.getByRole('log', { name: words.t('messages'), exact: true })).toBeVisible()
  await expect(dialog.getByRole('button', { name: words.t('closeChat'), exact: true })).toBeVisible()
  await expect(dialog.getByRole('button', { name: words.t('send'), exact: true })).toBeVisible()
  await expect(dialog.getByText(words.t('closed'), { exact: true })).toBeVisible()
  await expect(dialog.getByText(words.t('sent'), { exact: true })).toBeVisible()
  await expect(dialog.getByRole('button', { name: words.t('earlierChanges', { count: 4 }) })).toBeVisible()
  await expect(dialog.getByText(words.t('charactersLeft', { count: 5 }), { exact: true })).toBeVisible()
  await expect(visitor.locator(`[lang="${words.language}"][dir="${words.direction}"] dialog`)).toHaveCount(1)
}

/** Checks that nothing in the chat overflows at 360 px. */
async function expectRoom(visitor: Page, language: string): Promise<void> {
  const spilling = await visitor.locator('dialog').evaluate((dialog) =>
    [dialog, ...dialog.querySelectorAll('*')]
      .filter((element) => !element.closest('.visually-hidden, svg, textarea'))
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
      .map((element) => `${element.tagName} ${element.textContent?.slice(0, 60)}`),
  )
  expect(spilling, language).toEqual([])
  const header = visitor.locator('dialog h2').locator('xpath=../..')
  expect((await header.boundingBox())?.height, `the header in ${language} has two lines`).toBeLessThan(66)
}
