import type { Page } from '@playwright/test'
import { conversationIdOf, log, numbered, openChat, openConversation, post, say } from './support/chat'
import { expect, test } from './support/fixtures'

test('screen readers hear a new message once, several as a count, and never one’s own', async ({
  contexts,
  agentPage,
  allowConsoleError,
}) => {
  allowConsoleError(/status of 403/)
  const visitor = await contexts.openPage()
  await hear(visitor)
  await visitor.goto('/')
  const agent = await agentPage()

  await openChat(visitor)
  await say(visitor, 'Please tell me')
  await openConversation(agent, 'Please tell me')
  await expect(log(visitor).getByText('Read', { exact: true })).toBeVisible()
  const conversationId = await conversationIdOf(visitor)

  const expected: string[] = []
  const expectSaid = async (text: string) => {
    expected.push(text)
    await expect.poll(() => saidIn(visitor)).toEqual(expected)
  }

  await say(agent, 'It is **open** today')
  await expectSaid('polite: Ada Lindqvist: It is open today')
  await post(agent, 'agent', conversationId, numbered(3))
  await expectSaid('polite: 3 new messages from Ada Lindqvist')

  const refusal = { error: { code: 'forbidden', message: 'No.', requestId: 'test' } }
  await visitor.route('**/messages', (route) => route.fulfill({ status: 403, json: refusal }))
  await say(visitor, 'This fails')
  await expectSaid('assertive: Message not sent')

  await visitor.keyboard.press('Escape')
  await say(agent, 'While it was closed')
  await expectSaid('polite: New message from Ada Lindqvist')

  // A fresh page does not announce its history.
  await visitor.reload()
  expected.length = 0
  await openChat(visitor)
  await expect(log(visitor).getByText('While it was closed')).toBeVisible()
  await post(agent, 'agent', conversationId, ['After the history'])
  await expectSaid('polite: Ada Lindqvist: After the history')
})

/** Records texts in live regions. */
async function hear(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const said: string[] = []
    Object.assign(window, { said })
    new MutationObserver((changes) => {
      for (const { addedNodes, target } of changes) {
        const place = target instanceof Element ? target.closest('.visually-hidden [aria-live]') : null
        if (!place) continue
        for (const node of addedNodes) said.push(`${place.getAttribute('aria-live')}: ${node.textContent}`)
      }
    }).observe(document, { childList: true, subtree: true })
  })
}

/** The announcements since the page was loaded. */
function saidIn(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { said: string[] }).said)
}
