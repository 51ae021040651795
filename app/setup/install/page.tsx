import type { Metadata } from 'next'
import { env } from '@/server/settings/env'
import { requireAdmin } from '../require-admin'
import { StepFrame } from '../step-frame'
import { stepPath } from '../steps'
import { FirstTag } from './first-tag'

export const metadata: Metadata = { title: 'The tag · Porchlight' }

/** What to put into the pages of the site, and whether one has asked for the chat yet. */
export default async function InstallStepPage() {
  const { viewer, progress, site } = await requireAdmin(stepPath('install'))
  return (
    <StepFrame
      step="install"
      progress={progress}
      title="Put it on your site"
      introduction="Copy the tag into your pages, then open one of them: it shows up here."
    >
      <FirstTag selfId={viewer.id} site={site} publicUrl={env().PUBLIC_URL ?? null} />
    </StepFrame>
  )
}
