import { type Browser, expect } from '@playwright/test'
import type { SiteSettings } from '@/contract/sites/site-settings'
import { signIn } from './fixtures'
import type { Porchlight } from './porchlight'

/** The sites as seen by an admin in a browser of their own. */
export async function administerSites(browser: Browser, porchlight: Porchlight) {
  const admin = await browser.newContext()
  await signIn(admin, porchlight)
  const headers = { origin: porchlight.url, 'Porchlight-Side': 'agent' }

  async function call(method: string, path: string, data?: object) {
    const address = `${porchlight.url}/api/support/sites${path}`
    const answer = await admin.request.fetch(address, { method, headers, ...(data && { data }) })
    expect(answer.ok(), await answer.text()).toBe(true)
    return answer.json()
  }

  return {
    call,
    /** Returns the site's id. */
    async change(siteKey: string, settings: Partial<SiteSettings>): Promise<string> {
      const { data } = await call('GET', '')
      const { id, version } = data.find(({ key }: { key: string }) => key === siteKey)
      await call('PATCH', `/${id}`, { version, settings })
      return id
    },
    close: () => admin.close(),
  }
}
