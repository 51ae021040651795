import pg from 'pg'
import { expect, frame, openWidget, test } from './support/widget'

/** How long a process may take to see a changed site, and a little more. */
const SEEN_MS = 2_500

test('an empty chat says what the site says, instead of our words', async ({ openShop, porchlight }) => {
  const client = new pg.Client({ connectionString: porchlight.databaseUrl() ?? '' })
  await client.connect()
  const setWelcome = async (welcome: string | null) => {
    const change = JSON.stringify({ welcome })
    await client.query('UPDATE site SET settings = settings || $1::jsonb WHERE is_default', [change])
    await new Promise((resolve) => setTimeout(resolve, SEEN_MS))
  }
  try {
    await setWelcome('Ask us about lamps <b>and</b> lanterns.')
    const page = await openShop({ path: '/welcome' })
    await openWidget(page)
    await expect(frame(page).getByText('Ask us about lamps <b>and</b> lanterns.')).toBeVisible()
    await expect(frame(page).getByText('Hello! How can we help?')).toHaveCount(0)
  } finally {
    await setWelcome(null)
    await client.end()
  }
})
