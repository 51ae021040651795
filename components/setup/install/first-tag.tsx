'use client'

import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { sitesOf } from '@/client/desk/sites/sites'
import { InstallTab } from '@/components/settings/sites/editor/install/install-tab'
import { useSiteForm } from '@/components/settings/sites/editor/use-site-form'
import type { Site } from '@/contract/sites/site'

/** The settings' install tab, for the first site. */
export function FirstTag({
  selfId,
  site,
  publicUrl,
}: {
  selfId: string
  site: Site
  publicUrl: string | null
}) {
  const sites = useMemo(() => sitesOf(selfId), [selfId])
  const form = useSiteForm(site, sites, true)
  const router = useRouter()
  return (
    <InstallTab
      site={form.site}
      sites={sites}
      publicUrl={publicUrl}
      onAllow={form.allow}
      // Re-renders the step frame, which then shows this step as done.
      onSeen={() => router.refresh()}
    />
  )
}
