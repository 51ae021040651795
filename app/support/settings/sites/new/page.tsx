import type { Metadata } from 'next'
import { SITES_PATH } from '@/client/desk/sites'
import { siteWords } from '@/client/words/settings/site-words'
import { can } from '@/contract/policy'
import { type Query, requireAgent } from '../../../agent/require-agent'
import { AdminsOnly } from '../../admins-only'
import { NewSite } from './new-site'

const { t } = siteWords

export const generateMetadata = (): Metadata => ({ title: t('pageTitle', { page: t('newSite') }) })

/** Makes a site. Only admins do. */
export default async function NewSitePage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await requireAgent(`${SITES_PATH}/new`, await searchParams)
  return can(viewer, 'manage_sites') ? <NewSite selfId={viewer.id} /> : <AdminsOnly title={t('newSite')} />
}
