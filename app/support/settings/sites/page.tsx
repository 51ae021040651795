import type { Metadata } from 'next'
import { type Query, requireAgent } from '@/app/support/require-agent'
import { SITES_PATH } from '@/client/desk/sites/sites'
import { siteWords } from '@/client/words/settings/site-words'
import { SiteList } from '@/components/settings/sites/site-list'
import { can } from '@/contract/policy'
import { listManagedSites } from '@/server/sites/manage'

const { t } = siteWords

export const generateMetadata = (): Metadata => ({ title: t('pageTitle', { page: t('sites') }) })

/** The list of sites. */
export default async function SitesPage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await requireAgent(SITES_PATH, await searchParams)
  return <SiteList sites={await listManagedSites(viewer)} mayManage={can(viewer, 'manage_sites')} />
}
