import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { type Query, requireAgent } from '@/app/support/require-agent'
import { SITES_PATH } from '@/client/desk/sites/sites'
import { siteWords } from '@/client/words/settings/site-words'
import { SiteEditor } from '@/components/settings/sites/editor/site-editor'
import { can } from '@/contract/policy'
import { SupportError } from '@/server/errors'
import type { Viewer } from '@/server/policy/viewer'
import { env } from '@/server/settings/env'
import { readManagedSite } from '@/server/sites/manage'

const { t } = siteWords

export const generateMetadata = (): Metadata => ({ title: t('pageTitle', { page: t('site') }) })

type SitePageProps = { params: Promise<{ siteId: string }>; searchParams: Promise<Query> }

/** The settings of a site: name, addresses, the chat's look and texts, and the tag. */
export default async function SitePage({ params, searchParams }: SitePageProps) {
  const [{ siteId }, query] = await Promise.all([params, searchParams])
  const viewer = await requireAgent(`${SITES_PATH}/${encodeURIComponent(siteId)}`, query)
  const site = await readOrNull(viewer, siteId)
  if (site === null) notFound()
  return (
    <SiteEditor
      key={`${viewer.id} ${site.id}`}
      site={site}
      selfId={viewer.id}
      mayManage={can(viewer, 'manage_sites')}
      publicUrl={env().PUBLIC_URL ?? null}
      tab={typeof query.tab === 'string' ? query.tab : null}
    />
  )
}

async function readOrNull(viewer: Viewer, siteId: string) {
  try {
    return await readManagedSite(viewer, siteId)
  } catch (error) {
    if (error instanceof SupportError && error.code === 'not_found') return null
    throw error
  }
}
