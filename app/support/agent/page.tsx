import type { Metadata } from 'next'
import { INBOX_PATH } from '@/client/desk/account/next-path'
import { inboxWords } from '@/client/words/inbox/words'
import { type Query, requireAgent } from '../require-agent'
import { ChatConversation } from './[conversationId]/chat-conversation'

const { t } = inboxWords

export const generateMetadata = (): Metadata => ({ title: t('inboxTitle') })

/** The inbox without an open conversation. */
export default async function InboxPage({ searchParams }: { searchParams: Promise<Query> }) {
  await requireAgent(INBOX_PATH, await searchParams)
  return <ChatConversation initial={null} />
}
