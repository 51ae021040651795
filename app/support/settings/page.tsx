import { redirect } from 'next/navigation'
import { ACCOUNT_PATH, SETTINGS_PATH } from '@/client/desk/next-path'
import { type Query, requireAgent } from '../agent/require-agent'
import { settingsPages } from './settings-pages'

/** Leads to the first page of the settings that the agent may see. */
export default async function SettingsIndexPage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await requireAgent(SETTINGS_PATH, await searchParams)
  const first = settingsPages.find(({ isForAdmins }) => viewer.role === 'admin' || !isForAdmins)
  redirect(first?.path ?? ACCOUNT_PATH)
}
