import { createHmac } from 'node:crypto'
import { SignJWT } from 'jose'
import { SITE_HEADER } from '@/contract/http/visitor-headers'
import { db } from '@/server/database/db'
import { addSiteSecret } from '@/server/identity/secrets'
import { forgetSites } from '@/server/sites/sites'
import { TestBrowser } from '@/tests/browser'
import { olga } from '@/tests/factories'
import { rememberSecret } from '@/tests/log-scan'

export const CONVERSATIONS = '/api/support/conversations'
export const IDENTITY = '/api/support/identity'

export type TestSite = { id: string; key: string }

/** Changes how a site vouches. */
export async function setPolicy(siteId: string, settings: object): Promise<void> {
  await db.site.update({ where: { id: siteId }, data: { settings } })
  forgetSites()
}

/** A secret of the site's, as a page of its own server knows it. */
export async function createSecret(siteId: string, value?: string): Promise<{ id: string; value: string }> {
  const secret = await addSiteSecret(olga, siteId, value === undefined ? {} : { value })
  rememberSecret(secret.value)
  return secret
}

export type Claims = Record<string, unknown>

/** A token as the site's own server signs it, right unless `claims` say otherwise. */
export function sign(
  secret: string,
  site: TestSite,
  claims: Claims = {},
  header: object = {},
): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + 300
  const all = { sub: 'user-1', aud: site.key, exp, ...claims }
  return new SignJWT(JSON.parse(JSON.stringify(all)))
    .setProtectedHeader({ alg: 'HS256', ...header })
    .sign(new TextEncoder().encode(secret))
}

export function hashOf(secret: string, externalId: string): string {
  return createHmac('sha256', secret).update(externalId).digest('hex')
}

/** A browser on a page of ours that shows this site's chat. */
export function browserOn(site: TestSite, headers: Record<string, string> = {}): TestBrowser {
  return new TestBrowser('visitor', { headers: { [SITE_HEADER]: site.key, ...headers } })
}

export const newStart = (content = 'Hello?') => ({
  clientConversationId: crypto.randomUUID(),
  message: { clientMessageId: crypto.randomUUID(), content },
})

/** The ids of the conversations that a browser's visitor has, or why it has none. */
export async function conversationsOf(browser: TestBrowser): Promise<string[] | string> {
  const { json } = await browser.get(CONVERSATIONS)
  return json.error?.code ?? json.data.map(({ id }: { id: string }) => id).sort()
}
