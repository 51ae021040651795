'use client'

import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { sitesOf } from '@/client/desk/sites'
import type { Site } from '@/contract/site'
import { InstallTab } from '../../support/settings/sites/[siteId]/install/install-tab'
import { useSiteForm } from '../../support/settings/sites/[siteId]/use-site-form'

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
