import { redirect } from 'next/navigation'
import { ACCOUNT_PATH, SETTINGS_PATH } from '@/client/desk/account/next-path'
import { settingsPages } from '@/components/settings/settings-pages'
import { type Query, requireAgent } from '../require-agent'

/** Redirects to the first settings page that the agent may see. */
export default async function SettingsIndexPage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await requireAgent(SETTINGS_PATH, await searchParams)
  const first = settingsPages.find(({ isForAdmins }) => viewer.role === 'admin' || !isForAdmins)
  redirect(first?.path ?? ACCOUNT_PATH)
}
