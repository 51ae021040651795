import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { SettingsShell } from '@/components/settings/settings-shell'
import { agentOfPage } from '@/server/http/credentials/session'

/** The frame of every settings page. Separate from the inbox, which does not run here. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const viewer = await agentOfPage(await headers())
  // The page redirects to sign-in, because it knows the address to return to.
  if (viewer === null) return children

  return (
    <SettingsShell key={viewer.id} selfId={viewer.id} isAdmin={viewer.role === 'admin'}>
      {children}
    </SettingsShell>
  )
}
