import { hashPassword } from 'better-auth/crypto'
import { v7 as uuidv7 } from 'uuid'
import { realtimeClientId } from '@/contract/log/channels'
import { db } from '@/server/database/db'
import { addSiteSecret } from '@/server/identity/secrets'
import { forgetSites } from '@/server/sites/sites'
import { TestBrowser, visitorBrowser } from '@/tests/browser'
import { SITE_ID, SITE_KEY } from '@/tests/database'
import { createSite, olga } from '@/tests/factories'
import type { RunningServer } from '@/tests/running-server'

const password = 'correct horse battery'
const UNKNOWN = '01900000-0000-7000-8000-000000000000'

/** Who the cases name, as the product knows them: Vera is `visitorA`, Victor `visitorB`, Ada the agent. */
export async function createCast(server: RunningServer) {
  const visitorA = await createVisitor(server)
  const visitorB = await createVisitor(server)
  const blocked = await createVisitor(server)
  await db.user.update({ where: { id: blocked.id }, data: { blockedAt: new Date() } })
  const closed = await visitorA.browser.post('/api/support/conversations', {
    clientConversationId: crypto.randomUUID(),
  })
  await db.conversation.update({ where: { id: closed.json.conversationId }, data: { status: 'CLOSED' } })
  const agent = await createAgent(server, 'agent@example.com')
  await createSites()
  const deactivated = await createAgent(server, 'gone@example.com')
  await db.user.update({ where: { id: deactivated.id }, data: { deactivatedAt: new Date() } })

  const fixtures = {
    visitorA: { ...visitorA, closedConversationId: closed.json.conversationId },
    visitorB,
    agent,
    deleted: { conversationId: UNKNOWN },
    identifiedUser: { email: 'agent@example.com' },
    otherTenant: { workspaceId: UNKNOWN, conversationId: UNKNOWN },
    workspace: { id: UNKNOWN },
    widget: { key: 'a-key', disabledKey: 'a-key' },
    site: { key: SITE_KEY },
    otherSite: { key: OTHER_SITE_KEY },
    silentSite: { key: SILENT_SITE_KEY },
    keys: { right: 'right', wrong: 'wrong', ...signingKeys },
    const: Object.fromEntries([1, 2, 5, 6, 7, 8].map((number) => [`uuid${number}`, crypto.randomUUID()])),
  }
  const cookies: Record<string, string> = {
    visitorA: visitorA.cookie,
    visitorB: visitorB.cookie,
    blockedVisitor: blocked.cookie,
    agent: agent.cookie,
    admin: agent.cookie,
    deactivatedAgent: deactivated.cookie,
    forgedVisitor: `porchlight_visitor=${Buffer.alloc(32, 7).toString('base64url')}`,
    none: '',
  }
  return { fixtures, cookies }
}

/** What sites sign identities with: the default site with the first, and with another site the second. */
const signingKeys = { identity: 'signs-for-the-default-site', shared: 'signs-for-two-of-them' }
const OTHER_SITE_KEY = 'pk_other001other001'
const SILENT_SITE_KEY = 'pk_silent01silent01'

/** The default site and another one vouch for their users, a third one does not. */
async function createSites() {
  await createSite('other001')
  await createSite('silent01')
  const settings = { identity: 'optional', allowsStaticProof: true }
  await db.site.updateMany({ where: { id: { not: 'silent01' } }, data: { settings } })
  for (const [siteId, value] of [
    [SITE_ID, signingKeys.identity],
    [SITE_ID, signingKeys.shared],
    ['other001', signingKeys.shared],
  ] as const)
    await addSiteSecret(olga, siteId, { value })
  forgetSites()
}

async function createVisitor(server: RunningServer) {
  const { browser, conversationId } = await visitorBrowser('Hello?', server.reach)
  const { userId } = await db.conversation.findUniqueOrThrow({ where: { id: conversationId } })
  const message = await db.message.findFirstOrThrow({ where: { conversationId } })
  return {
    browser,
    id: userId,
    conversationId,
    messageId: message.id,
    clientId: realtimeClientId('visitor', userId),
    token: browser.cookies.get('porchlight_visitor'),
    cookie: cookieOf(browser),
  }
}

async function createAgent(server: RunningServer, email: string) {
  const id = uuidv7()
  await db.user.create({
    data: {
      id,
      role: 'AGENT',
      name: 'Ada',
      signInEmail: email,
      accounts: {
        create: { accountId: id, providerId: 'credential', password: await hashPassword(password) },
      },
    },
  })
  const browser = new TestBrowser('agent', server.reach)
  await browser.post('/api/auth/sign-in/email', { email, password })
  return { id, email, password, cookie: cookieOf(browser) }
}

function cookieOf({ cookies }: TestBrowser): string {
  return [...cookies].map((pair) => pair.join('=')).join('; ')
}
