import { seenEverywhere } from './support/seen-everywhere'
import { administerSites } from './support/sites'
import { expect, frame, openWidget, test } from './support/widget'

test('an empty chat shows the site’s own welcome', async ({ openShop, browser, porchlight, allowed }) => {
  const sites = await administerSites(browser, porchlight)
  try {
    await sites.change(allowed.key, { welcome: 'Ask us about lamps <b>and</b> lanterns.' })
    await seenEverywhere()
    const page = await openShop({ path: '/welcome' })
    await openWidget(page)
    await expect(frame(page).getByText('Ask us about lamps <b>and</b> lanterns.')).toBeVisible()
    await expect(frame(page).getByText('Hello! How can we help?')).toHaveCount(0)
  } finally {
    await sites.change(allowed.key, { welcome: null })
    await seenEverywhere()
    await sites.close()
  }
})
