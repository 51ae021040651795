import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { composer, log, openChat, openConversation, say } from './support/chat'
import { test as base, expect } from './support/fixtures'
import { installPackage, ReactApp } from './support/react-app'
import { allowOrigins } from './support/shop'

type Apps = { vite: ReactApp; next: ReactApp }

const test = base.extend<object, { apps: Apps }>({
  apps: [
    async ({ porchlight }, use) => {
      const uninstall = await installPackage()
      const apps = { vite: await ReactApp.vite(), next: await ReactApp.next() }
      const key = await allowOrigins(porchlight, [apps.vite.origin, apps.next.origin])
      for (const app of Object.values(apps)) await app.start({ url: porchlight.url, key })
      await use(apps)
      for (const app of Object.values(apps)) await app.stop()
      uninstall()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
})

for (const name of ['vite', 'next'] as const) {
  test(`W-10 a visitor of an application built with ${name} talks to an agent`, async ({
    apps,
    context,
    agentPage,
  }) => {
    const app = apps[name]
    const visitor = await context.newPage()
    const complaints = complaintsOf(visitor)
    await visitor.goto(app.origin)
    const question = `Do you ship lamps built with ${name}?`
    await openChat(visitor)
    await say(visitor, question)
    await expect(log(visitor)).toContainText(/Sent|Read/)

    const agent = await agentPage()
    await openConversation(agent, question)
    await composer(agent).fill('We do.')
    await composer(agent).press('Enter')
    await expect(log(visitor)).toContainText('We do.')

    await visitor.reload()
    await openChatAgain(visitor)
    await expect(log(visitor)).toContainText(question)
    await expect(log(visitor)).toContainText('We do.')
    expect(await context.cookies()).toEqual([])
    expect(complaints).toEqual([])
  })
}

test('W-25 the agent’s picture loads in the application’s page, even with cross-origin isolation', async ({
  apps,
  context,
  agentPage,
}) => {
  const agent = await agentPage()
  const own = { origin: new URL(agent.url()).origin }
  await agent.request.put('/api/support/agents/me/picture', {
    headers: { ...own, 'content-type': 'image/webp' },
    data: readFileSync('tests/pictures/face.webp'),
  })
  // Chromium treats a page fulfilled by a test as public, and such pages may not access this machine without it.
  await context.grantPermissions(['local-network-access'])
  const visitor = await context.newPage()
  await visitor.route(`${apps.vite.origin}/`, async (route) => {
    const response = await route.fetch()
    const headers = { ...response.headers(), 'cross-origin-embedder-policy': 'require-corp' }
    await route.fulfill({ response, headers })
  })
  await visitor.goto(apps.vite.origin)
  await openChat(visitor)
  await say(visitor, 'Who looks after the lamps?')
  await openConversation(agent, 'Who looks after the lamps?')
  await composer(agent).fill('I do.')
  await composer(agent).press('Enter')
  await expect(log(visitor)).toContainText('I do.')
  const pictures = visitor.locator('[data-picture]')
  const widths = () =>
    pictures.evaluateAll((elements) =>
      Promise.all(
        elements.map(async (element) => {
          const image = new Image()
          image.src = getComputedStyle(element).backgroundImage.slice(5, -2)
          await image.decode().catch(() => {})
          return image.naturalWidth
        }),
      ),
    )
  await expect.poll(widths).toEqual([128, 128])
  await agent.request.delete('/api/support/agents/me/picture', { headers: own })
})

test('the conversation is available as data, too, and outlives the button’s chat', async ({
  apps,
  context,
}) => {
  const visitor = await context.newPage()
  await visitor.goto(apps.vite.origin)
  await expect(visitor.getByText('No word yet')).toBeVisible()
  await visitor.getByRole('button', { name: 'Ask for green' }).click()
  await expect(visitor.getByText('You: Do you have this lamp in green?')).toBeVisible()

  await openChat(visitor)
  await expect(log(visitor)).toContainText('Do you have this lamp in green?')
  await say(visitor, 'Or in blue?')
  const lastWord = visitor.getByRole('region', { name: 'Last word' })
  await expect(lastWord.getByText('You: Or in blue?')).toBeVisible()
})

test('the application’s styles do not affect the chat, nor the chat’s the application', async ({
  apps,
  context,
}) => {
  const visitor = await context.newPage()
  await visitor.goto(apps.vite.origin)
  const button = visitor.getByRole('button', { name: 'Ask for green' })
  const before = await button.evaluate((element) => getComputedStyle(element).font)
  await openChat(visitor)
  expect(await button.evaluate((element) => getComputedStyle(element).font)).toBe(before)
  expect(await visitor.evaluate(() => getComputedStyle(document.body).margin)).toBe('8px')
})

test('W-10 the chat stays open across navigation in a Next.js application', async ({ apps, context }) => {
  const visitor = await context.newPage()
  await visitor.goto(apps.next.origin)
  await openChat(visitor)
  await composer(visitor).fill('Half a thought')
  await visitor.getByRole('link', { name: 'Lanterns' }).click()
  await expect(visitor.getByRole('heading', { name: 'Lanterns' })).toBeVisible()
  await expect(composer(visitor)).toHaveValue('Half a thought')
})

/** This tab's chat may have opened by itself. */
async function openChatAgain(page: Page): Promise<void> {
  const isOpen = await composer(page)
    .waitFor({ state: 'visible', timeout: 3_000 })
    .then(
      () => true,
      () => false,
    )
  if (!isOpen) await openChat(page)
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}
