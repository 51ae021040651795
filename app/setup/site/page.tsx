import type { Metadata } from 'next'
import { requireAdmin } from '../require-admin'
import { StepFrame } from '../step-frame'
import { stepPath } from '../steps'
import { FirstSite } from './first-site'

export const metadata: Metadata = { title: 'Your site · Porchlight' }

/** What the first site is called, where it stands, and its colour. */
export default async function SiteStepPage() {
  const { viewer, progress, site } = await requireAdmin(stepPath('site'))
  return (
    <StepFrame
      step="site"
      progress={progress}
      title="Your site"
      introduction="The web site whose visitors will write to you. Everything here can be changed later, and more sites added."
    >
      <FirstSite selfId={viewer.id} site={site} />
    </StepFrame>
  )
}
