import type { Metadata } from 'next'
import { NOTIFICATIONS_PATH } from '@/client/desk/next-path'
import { type Query, requireAgent } from '../../agent/require-agent'
import { Notifications } from './notifications'

export const metadata: Metadata = { title: 'Notifications · Porchlight' }

/** Where agents choose how this browser tells them of messages. Nothing of it is kept on the server. */
export default async function NotificationsPage({ searchParams }: { searchParams: Promise<Query> }) {
  await requireAgent(NOTIFICATIONS_PATH, await searchParams)
  return <Notifications />
}
