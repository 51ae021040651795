import type { Metadata } from 'next'
import { type Query, requireAgent } from '@/app/support/require-agent'
import { NOTIFICATIONS_PATH } from '@/client/desk/account/next-path'
import { alertWords } from '@/client/words/alerts/words'
import { Notifications } from '@/components/settings/notifications/notifications'

const { t } = alertWords

export const generateMetadata = (): Metadata => ({ title: t('pageTitle', { page: t('notifications') }) })

/** How this browser notifies the agent of messages. Nothing here is stored on the server. */
export default async function NotificationsPage({ searchParams }: { searchParams: Promise<Query> }) {
  await requireAgent(NOTIFICATIONS_PATH, await searchParams)
  return <Notifications />
}
