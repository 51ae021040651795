import type { Metadata } from 'next'
import { siteWords } from '@/client/words/settings/site-words'
import { FirstSite } from '@/components/setup/site/first-site'
import { StepFrame } from '@/components/setup/step-frame'
import { stepPath } from '@/components/setup/steps'
import { requireAdmin } from '../require-admin'

const { t } = siteWords

export const generateMetadata = (): Metadata => ({ title: t('pageTitle', { page: t('stepSite') }) })

/** Sets the first site's name, address and colour. */
export default async function SiteStepPage() {
  const { viewer, progress, site } = await requireAdmin(stepPath('site'))
  return (
    <StepFrame step="site" progress={progress} title={t('stepSite')} introduction={t('stepSiteAbout')}>
      <FirstSite selfId={viewer.id} site={site} />
    </StepFrame>
  )
}
