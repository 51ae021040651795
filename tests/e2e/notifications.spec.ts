import type { BrowserContext, Page } from '@playwright/test'
import { expectAccessible, expectAccessibleInAllLooks, expectFits } from './support/accessibility'
import { log, openChat, openConversation, say } from './support/chat'
import { expect, test } from './support/fixtures'

/** Longer than an alert waits for other tabs and devices. */
const SURELY_MS = 2_500

test('A-32 notifications are enabled with a button, do not show the text, and can be tested', async ({
  agentPage,
}) => {
  const agent = await agentPage()
  await recordNotifications(agent.context(), 'default')
  await agent.reload()
  await agent.getByRole('button', { name: 'Notifications' }).click()
  await agent.getByRole('menuitem', { name: 'Notification settings' }).click()
  await expect(agent.getByRole('heading', { level: 1, name: 'Notifications' })).toBeVisible()
  await expect(agent.getByText('Off in this browser.')).toBeVisible()
  expect(await agent.evaluate(() => window.asked)).toBe(0)
  await expectAccessibleInAllLooks(agent)

  await agent.getByRole('button', { name: 'Turn on notifications' }).click()
  await expect(agent.getByText('On in this browser.')).toBeVisible()
  expect(await agent.evaluate(() => window.asked)).toBe(1)
  await expect(agent.getByRole('checkbox', { name: 'Show what the visitor wrote' })).not.toBeChecked()
  await agent.getByRole('button', { name: 'Send me a test' }).click()
  await expect(agent.getByText(/^Sent\. If nothing appeared/)).toBeVisible()
  expect(await shown(agent)).toMatchObject([{ title: 'Porchlight test', isOpen: true }])
  await agent.getByRole('button', { name: 'For 1 hour' }).click()
  await expect(agent.getByText(/^On until .*\d/)).toBeVisible()
  await expectAccessibleInAllLooks(agent)
  await agent.setViewportSize({ width: 360, height: 740 })
  await expectFits(agent)
  await agent.getByRole('button', { name: 'Turn off do not disturb' }).click()
  await expect(agent.getByRole('button', { name: 'For 1 hour' })).toBeVisible()

  await agent.getByRole('button', { name: 'Turn off' }).click()
  await expect(agent.getByText('Off in this browser.')).toBeVisible()
})

test('A-32 a browser’s refusal and a page over http are explained differently', async ({ agentPage }) => {
  const refused = await agentPage()
  await recordNotifications(refused.context(), 'denied')
  await refused.goto('/support/settings/notifications')
  await expect(refused.getByText(/^Your browser blocks notifications/)).toBeVisible()
  await expect(refused.getByRole('button', { name: 'Turn on notifications' })).toHaveCount(0)
  await expectAccessible(refused)

  const insecure = await agentPage()
  await insecure.context().addInitScript(() => {
    Object.defineProperty(window, 'isSecureContext', { value: false })
  })
  await insecure.goto('/support/settings/notifications')
  await expect(
    insecure.getByText(/^Browsers show notifications only for pages served over https/),
  ).toBeVisible()

  const without = await agentPage()
  await without.context().addInitScript(() => Reflect.deleteProperty(window, 'Notification'))
  await without.goto('/support/settings/notifications')
  await expect(without.getByText(/^This browser does not support notifications/)).toBeVisible()
})

test('A-32 one notification for two tabs; a click opens the conversation in its tab', async ({
  agentPage,
  visitorPage,
}) => {
  const tabs = await twoTabs(await agentPage())
  const visitor = await visitorPage()
  await openChat(visitor)
  await say(visitor, 'My secret is a lamp')

  await expect.poll(async () => (await allShown(tabs)).length).toBe(1)
  await visitor.waitForTimeout(SURELY_MS)
  const all = await allShown(tabs)
  expect(all).toMatchObject([{ body: 'New conversation', isOpen: true }])
  expect(JSON.stringify(all)).not.toContain('secret')

  const owner = (await shown(tabs[0])).length === 1 ? tabs[0] : tabs[1]
  await owner.evaluate(() => window.notifications[0]?.onclick?.())
  await expect(log(owner).getByText('My secret is a lamp')).toBeVisible()
  expect(await allShown(tabs)).toMatchObject([{ isOpen: false }])

  // One of the tabs is viewing it now, which suffices for the other.
  await say(visitor, 'And a porch')
  await expect(log(owner).getByText('And a porch')).toBeVisible()
  await visitor.waitForTimeout(SURELY_MS)
  expect(await allShown(tabs)).toHaveLength(1)
})

test('A-32 a notification closes once a colleague has read the message on another device', async ({
  agentPage,
  benPage,
  visitorPage,
}) => {
  const tabs = await twoTabs(await agentPage())
  const visitor = await visitorPage()
  await openChat(visitor)
  await say(visitor, 'Read me elsewhere')
  await expect.poll(() => allShown(tabs)).toMatchObject([{ isOpen: true }])

  const ben = await benPage()
  await openConversation(ben, 'Read me elsewhere')
  await expect.poll(() => allShown(tabs)).toMatchObject([{ isOpen: false }])

  // A message read there at once is not notified here at all.
  await say(visitor, 'You are quick')
  await expect(log(ben).getByText('You are quick')).toBeVisible()
  await visitor.waitForTimeout(SURELY_MS)
  expect(await allShown(tabs)).toHaveLength(1)
})

test('A-31 A-32 there are no alerts while away or with do-not-disturb', async ({
  agentPage,
  visitorPage,
}) => {
  const tabs = await twoTabs(await agentPage())
  const [agent] = tabs
  const visitor = await visitorPage()
  await agent.getByRole('switch', { name: 'Available to visitors' }).click()
  await expect(agent.getByText(/^You’re away\./)).toBeVisible()
  await expectAccessible(agent)
  await openChat(visitor)
  await say(visitor, 'Nobody hears this')
  await expect(agent.getByRole('link').filter({ hasText: 'Nobody hears this' })).toBeVisible()
  await visitor.waitForTimeout(SURELY_MS)
  expect(await allShown(tabs)).toEqual([])

  await agent.getByRole('button', { name: 'Go available' }).click()
  await agent.getByRole('button', { name: 'Notifications' }).click()
  await expectAccessible(agent)
  await agent.getByRole('menuitem', { name: 'Until I turn it off' }).click()
  await expect(agent.getByRole('button', { name: 'Notifications: do not disturb' })).toBeFocused()
  await say(visitor, 'Nor this')
  await visitor.waitForTimeout(SURELY_MS)
  expect(await allShown(tabs)).toEqual([])

  // It is persisted, and the other tab follows.
  await agent.reload()
  await agent.getByRole('button', { name: 'Notifications: do not disturb' }).click()
  await agent.getByRole('menuitem', { name: 'Turn off do not disturb' }).click()
  await expect(tabs[1].getByRole('button', { name: 'Notifications', exact: true })).toBeVisible()
  await say(visitor, 'But this')
  await expect.poll(() => allShown(tabs)).toMatchObject([{ body: 'New message', isOpen: true }])
})

test('the inbox says that the browser blocks the sound, until a click, which also reaches the row below', async ({
  agentPage,
  visitorPage,
}) => {
  const agent = await agentPage({ viewport: { width: 320, height: 256 } })
  // Playwright's own evaluations count as a user gesture.
  await agent.context().addInitScript(() => {
    const activation = { hasBeenActive: false }
    Object.defineProperty(navigator, 'userActivation', { value: activation })
    window.addEventListener('pointerdown', () => Object.assign(activation, { hasBeenActive: true }), true)
  })
  await agent.reload()
  const blocked = agent.getByText(/^Your browser blocks the sound/)
  const visitor = await visitorPage()
  await openChat(visitor)
  await say(visitor, 'Hear me')
  await expect(blocked).toBeVisible()
  await openConversation(agent, 'Hear me')
  await expect(blocked).toHaveCount(0)
})

declare global {
  interface Window {
    /** Notifications that the page showed. */
    notifications: { title: string; body: string; isOpen: boolean; onclick: (() => void) | null }[]
    /** How often the page asked for permission. */
    asked: number
  }
}

/** Replaces the browser's notifications with a list: a headless browser shows none, and does not report them. */
async function recordNotifications(
  context: BrowserContext,
  permission: NotificationPermission,
): Promise<void> {
  await context.addInitScript((initial) => {
    window.notifications = []
    window.asked = 0
    class Recorded {
      static permission = initial
      static async requestPermission() {
        window.asked += 1
        Recorded.permission = 'granted'
        return Recorded.permission
      }
      isOpen = true
      onclick: (() => void) | null = null
      title: string
      body: string
      constructor(title: string, { body = '' }: NotificationOptions) {
        this.title = title
        this.body = body
        window.notifications.push(this)
      }
      close() {
        this.isOpen = false
      }
    }
    Object.defineProperty(window, 'Notification', { value: Recorded })
  }, permission)
}

/** Two tabs of one agent, both in the inbox without a conversation, with notifications on. */
async function twoTabs(first: Page): Promise<readonly [Page, Page]> {
  await recordNotifications(first.context(), 'granted')
  await first.evaluate(() => localStorage.setItem('porchlight:notifications-on', 'yes'))
  await first.reload()
  const second = await first.context().newPage()
  await second.goto('/support/agent')
  for (const page of [first, second])
    await expect(page.getByRole('switch', { name: 'Available' })).toBeChecked()
  // Live by now: earlier messages would not count as arriving.
  await first.waitForTimeout(1_500)
  return [first, second]
}

function shown(page: Page) {
  return page.evaluate(() => window.notifications.map(({ title, body, isOpen }) => ({ title, body, isOpen })))
}

async function allShown(tabs: readonly Page[]) {
  return (await Promise.all(tabs.map(shown))).flat()
}
