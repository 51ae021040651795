import type { Metadata } from 'next'
import { type Query, requireAgent } from '@/app/support/require-agent'
import { SITES_PATH } from '@/client/desk/sites/sites'
import { siteWords } from '@/client/words/settings/site-words'
import { AdminsOnly } from '@/components/settings/admins-only'
import { NewSite } from '@/components/settings/sites/new/new-site'
import { can } from '@/contract/policy'

const { t } = siteWords

export const generateMetadata = (): Metadata => ({ title: t('pageTitle', { page: t('newSite') }) })

/** Creates a site. Admins only. */
export default async function NewSitePage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await requireAgent(`${SITES_PATH}/new`, await searchParams)
  return can(viewer, 'manage_sites') ? <NewSite selfId={viewer.id} /> : <AdminsOnly title={t('newSite')} />
}
