import { type Browser, expect } from '@playwright/test'
import type { SiteSettings } from '@/contract/sites/site-settings'
import { signIn } from './fixtures'
import type { Porchlight } from './porchlight'

/** How long a process may take to see a changed site, and a little more. */
const SEEN_MS = 2_500

/** Waits until every process has seen what was changed. */
export function seenEverywhere(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SEEN_MS))
}

/** The sites as an admin of their own sees them. */
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
