import { expectAccessible } from './support/accessibility'
import { expect, test } from './support/fixtures'

test('the demo page and the inbox load', async ({ visitorPage, agentPage }) => {
  const visitor = await visitorPage()
  await expect(visitor.getByRole('heading', { level: 1 })).toBeVisible()
  await expectAccessible(visitor)

  const agent = await agentPage()
  await expect(agent).toHaveURL(/\/support\/agent$/)
  await expectAccessible(agent)
})

test('a stranger is asked to sign in', async ({ visitorPage }) => {
  const stranger = await visitorPage()
  await stranger.goto('/support/agent')
  await expect(stranger.getByLabel(/password/i)).toBeVisible()
  await expectAccessible(stranger)
})
