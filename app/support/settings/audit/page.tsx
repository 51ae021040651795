import type { Metadata } from 'next'
import { type Query, requireAgent } from '@/app/support/require-agent'
import { AUDIT_PATH } from '@/client/desk/account/people'
import { teamWords } from '@/client/words/settings/words'
import { AdminsOnly } from '@/components/settings/admins-only'
import { Audit } from '@/components/settings/audit/audit'
import { DEFAULT_PAGE_SIZE } from '@/contract/limits'
import { can } from '@/contract/policy'
import { listAudit } from '@/server/audit/list'

const { t } = teamWords

export const generateMetadata = (): Metadata => ({ title: t('pageTitle', { page: t('audit') }) })

/** The audit log. */
export default async function AuditPage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await requireAgent(AUDIT_PATH, await searchParams)
  if (!can(viewer, 'see_audit')) return <AdminsOnly title={t('audit')} />
  const page = await listAudit(viewer, { limit: DEFAULT_PAGE_SIZE })
  return <Audit key={viewer.id} selfId={viewer.id} firstPage={page} />
}
