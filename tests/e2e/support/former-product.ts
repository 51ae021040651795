import { createHmac } from 'node:crypto'
import { formerSnippets } from '@/client/desk/sites/former-products'
import { signIn } from './fixtures'
import { seenEverywhere } from './seen-everywhere'
import { test as base } from './widget'

/** The ids of a site in the products it migrates from, and its signing secret there. */
export const former = { token: 'wT4yZbR8kQ2mLx7nVc3dFp9s', appId: 'a1b2c3d4', secret: 'pasted-from-there-01' }

/** A hash as those products have their customers' servers compute it. */
export function formerHash(id: string): string {
  return createHmac('sha256', former.secret).update(id).digest('hex')
}

type Fixtures = {
  /** The products' own snippets, each with one address changed. */
  chatwoot: string
  intercom: string
}

/** The settings of a site that migrated: the products' ids for it, and its old secret. */
export const test = base.extend<Fixtures, { moved: undefined }>({
  moved: [
    async ({ browser, porchlight, allowed }, use) => {
      const admin = await browser.newContext()
      await signIn(admin, porchlight)
      const headers = { origin: porchlight.url, 'Porchlight-Side': 'agent' }
      const call = async (method: string, path: string, data?: object) => {
        const answer = await admin.request.fetch(`${porchlight.url}/api/support/sites${path}`, {
          method,
          headers,
          ...(data && { data }),
        })
        if (!answer.ok()) throw new Error(await answer.text())
        return answer.json()
      }
      const change = async (data: object): Promise<string> => {
        const { data: sites } = await call('GET', '')
        const { id, version } = sites.find(({ key }: { key: string }) => key === allowed.key)
        await call('PATCH', `/${id}`, { version, ...data })
        return id
      }
      const id = await change({
        aliases: [former.token, former.appId],
        settings: { identity: 'optional', allowsStaticProof: true },
      })
      const secret = await call('POST', `/${id}/secrets`, { value: former.secret })
      await seenEverywhere()
      await use(undefined)
      await call('DELETE', `/${id}/secrets/${secret.id}`)
      await change({ aliases: [], settings: { identity: 'off', allowsStaticProof: false } })
      await admin.close()
    },
    { scope: 'worker', timeout: 30_000 },
  ],
  chatwoot: async ({ porchlight, moved: _ }, use) => {
    await use(formerSnippets(porchlight.url, [former.token])[0]?.code ?? '')
  },
  intercom: async ({ porchlight, moved: _ }, use) => {
    await use(formerSnippets(porchlight.url, [former.appId])[1]?.code ?? '')
  },
})
