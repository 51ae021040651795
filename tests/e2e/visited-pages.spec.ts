import { openConversation } from './support/chat'
import { expect, openWidget, sayFromShop, test } from './support/widget'

/** How soon an agent must see where the visitor is. */
const SOON_MS = 4_000

test('W-09 the agent sees the visitor’s current page, without a reload', async ({ openShop, agentPage }) => {
  const page = await openShop({ path: '/lamps' })
  await openWidget(page)
  await sayFromShop(page, 'Which of them is the warmest?')
  const agent = await agentPage({ viewport: { width: 1100, height: 720 } })
  await openConversation(agent, 'Which of them is the warmest?')
  const header = agent.locator('#conversation')
  await expect(header.getByText('Now on /lamps', { exact: true })).toBeVisible()

  await page.evaluate(() => {
    history.pushState(null, '', '/mugs/blue?token=secret#handle')
    document.title = 'Blue mugs'
  })
  const current = header.getByText('Now on /mugs/blue', { exact: true })
  await expect(current).toBeVisible({ timeout: SOON_MS })
  await page.goBack()
  await expect(header.getByText('Now on /lamps', { exact: true })).toBeVisible({ timeout: SOON_MS })

  await agent.setViewportSize({ width: 1280, height: 720 })
  const pages = agent.getByRole('list', { name: 'Pages' }).getByRole('listitem')
  await expect(pages).toHaveText([/^\/lamps/, /^\/mugs\/blue.*Blue mugs/, /^\/lamps/])
  await expect(pages.nth(1).getByRole('link')).toHaveAttribute('rel', /noopener noreferrer/)
  expect(await agent.content()).not.toContain('secret')

  // Also after loading it from the server.
  await agent.reload()
  await expect(pages).toHaveText([/^\/lamps/, /^\/mugs\/blue.*Blue mugs/, /^\/lamps/])
})
