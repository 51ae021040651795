import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { type Query, requireAgent } from '@/app/support/require-agent'
import { INBOX_PATH } from '@/client/desk/account/next-path'
import { inboxWords } from '@/client/words/inbox/words'
import { DEFAULT_PAGE_SIZE } from '@/contract/limits'
import type { ConversationSnapshot } from '@/contract/log/conversation'
import { getConversation } from '@/server/conversations/conversations'
import { SupportError } from '@/server/errors'
import type { Viewer } from '@/server/policy/viewer'
import { ChatConversation } from './chat-conversation'

const { t } = inboxWords

export const generateMetadata = (): Metadata => ({ title: t('inboxTitle') })

type ConversationPageProps = {
  params: Promise<{ conversationId: string }>
  searchParams: Promise<Query>
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The inbox with an open conversation, whose newest messages are server-rendered. */
export default async function ConversationPage({ params, searchParams }: ConversationPageProps) {
  const { conversationId } = await params
  const viewer = await requireAgent(`${INBOX_PATH}/${conversationId}`, await searchParams)
  return <ChatConversation initial={await loadOrNotFound(viewer, conversationId)} />
}

async function loadOrNotFound(viewer: Viewer, conversationId: string): Promise<ConversationSnapshot> {
  if (!UUID.test(conversationId)) notFound()
  try {
    return await getConversation(viewer, conversationId, { limit: DEFAULT_PAGE_SIZE })
  } catch (error) {
    if (error instanceof SupportError && error.code === 'not_found') notFound()
    throw error
  }
}
