import { v7 as uuidv7 } from 'uuid'
import type { MessageDraft } from '@/contract/log/message'
import { postMessage } from '@/server/conversations/post-message'
import { db } from '@/server/database/db'
import { siteIdOf, type Viewer } from '@/server/policy/viewer'
import { forgetSites } from '@/server/sites/sites'
import { SITE_ID } from './database'

/** The cast. Tests name people, not ids. Vera and Victor are visitors; Ada and Ben answer; Olga runs the place. */
export const vera: Viewer = visitor('vera', 'Vera')
export const victor: Viewer = visitor('victor', null)
export const ada: Viewer = { side: 'agent', role: 'agent', sites: 'all', id: idOf('ada'), name: 'Ada' }
export const ben: Viewer = { side: 'agent', role: 'agent', sites: 'all', id: idOf('ben'), name: 'Ben' }
export const olga: Viewer = { side: 'agent', role: 'admin', sites: 'all', id: idOf('olga'), name: 'Olga' }

/** Puts the cast into an empty database. */
export async function createCast(): Promise<void> {
  await db.user.createMany({
    data: [vera, victor, ada, ben, olga].map(({ id, role, name }) => ({
      id,
      name,
      role: role === 'visitor' ? 'VISITOR' : role === 'admin' ? 'ADMIN' : 'AGENT',
      signInEmail: role === 'visitor' ? null : `${name?.toLowerCase()}@porchlight.test`,
    })),
  })
}

/** A conversation of a member of the cast, with messages by the person named before each text. */
export async function createConversation({
  visitor = vera,
  status = 'OPEN',
  messages = [],
}: {
  visitor?: Viewer
  status?: 'OPEN' | 'CLOSED'
  messages?: [Viewer, string][]
} = {}): Promise<{ id: string }> {
  const { id } = await db.conversation.create({
    data: {
      id: uuidv7(),
      userId: visitor.id,
      siteId: siteIdOf(visitor),
      clientConversationId: crypto.randomUUID(),
    },
  })
  for (const [author, content] of messages) await postMessage(author, id, draft(content))
  if (status === 'CLOSED') await db.conversation.update({ where: { id }, data: { status } })
  return { id }
}

export function draft(content: string, clientMessageId: string = crypto.randomUUID()): MessageDraft {
  return { content, clientMessageId }
}

function visitor(key: string, name: string | null): Viewer {
  return { side: 'visitor', role: 'visitor', sites: [SITE_ID], id: idOf(key), name }
}

/** The same id in every run, so that a failure can be read twice. */
function idOf(key: string): string {
  const hex = Buffer.from(key).toString('hex').padEnd(12, '0').slice(0, 12)
  return `01900000-0000-7000-8000-${hex}`
}

/** Another site beside the default one, whose chat pages of these origins may show. */
export async function createSite(
  id: string,
  allowedOrigins: string[] = [],
): Promise<{ id: string; key: string }> {
  const key = `pk_${id}${id}`
  await db.site.create({ data: { id, key, name: `Site ${id}`, allowedOrigins } })
  forgetSites()
  return { id, key }
}
