'use client'

import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { sitesOf } from '@/client/desk/sites/sites'
import { InstallTab } from '@/components/settings/sites/editor/install/install-tab'
import { useSiteForm } from '@/components/settings/sites/editor/use-site-form'
import type { Site } from '@/contract/sites/site'

/** The install page of the first site, as the settings have it. */
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
      // The frame around this step then shows it as done.
      onSeen={() => router.refresh()}
    />
  )
}
