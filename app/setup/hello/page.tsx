import type { Metadata } from 'next'
import { siteWords } from '@/client/words/settings/site-words'
import { requireAdmin } from '../require-admin'
import { StepFrame } from '../step-frame'
import { stepPath } from '../steps'
import { FirstConversation } from './first-conversation'

const { t } = siteWords

export const metadata: Metadata = { title: `${t('stepHello')} · Porchlight` }

/** A conversation with oneself: the first that the inbox shows. */
export default async function HelloStepPage() {
  const { viewer, progress, site } = await requireAdmin(stepPath('hello'))
  return (
    <StepFrame
      step="hello"
      progress={progress}
      title={t('stepHelloTitle')}
      introduction={t('stepHelloAbout')}
    >
      <FirstConversation selfId={viewer.id} address={site.allowedOrigins.find(isOnePage) ?? null} />
    </StepFrame>
  )
}

function isOnePage(origin: string): boolean {
  return !origin.includes('*')
}
