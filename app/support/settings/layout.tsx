import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { SettingsShell } from '@/components/settings/settings-shell'
import { agentOfPage } from '@/server/http/credentials/session'

/** The navigation around every page of the settings. Apart from the inbox: nothing of it runs here. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const viewer = await agentOfPage(await headers())
  // The page sends strangers to sign in: it knows where they wanted to go.
  if (viewer === null) return children

  return (
    <SettingsShell key={viewer.id} selfId={viewer.id} isAdmin={viewer.role === 'admin'}>
      {children}
    </SettingsShell>
  )
}
