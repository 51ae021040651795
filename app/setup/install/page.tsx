import type { Metadata } from 'next'
import { siteWords } from '@/client/words/settings/site-words'
import { FirstTag } from '@/components/setup/install/first-tag'
import { StepFrame } from '@/components/setup/step-frame'
import { stepPath } from '@/components/setup/steps'
import { env } from '@/server/settings/env'
import { requireAdmin } from '../require-admin'

const { t } = siteWords

export const generateMetadata = (): Metadata => ({ title: t('pageTitle', { page: t('stepTag') }) })

/** Shows the tag to install, and whether a page has loaded the chat yet. */
export default async function InstallStepPage() {
  const { viewer, progress, site } = await requireAdmin(stepPath('install'))
  return (
    <StepFrame step="install" progress={progress} title={t('stepTagTitle')} introduction={t('stepTagAbout')}>
      <FirstTag selfId={viewer.id} site={site} publicUrl={env().PUBLIC_URL ?? null} />
    </StepFrame>
  )
}
