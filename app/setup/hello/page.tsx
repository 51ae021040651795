import type { Metadata } from 'next'
import { siteWords } from '@/client/words/settings/site-words'
import { AblyProvider } from '@/components/ably-provider'
import { FirstConversation } from '@/components/setup/hello/first-conversation'
import { StepFrame } from '@/components/setup/step-frame'
import { stepPath } from '@/components/setup/steps'
import { realtimeEndpoint } from '@/server/realtime/endpoint'
import { requireAdmin } from '../require-admin'

const { t } = siteWords

export const generateMetadata = (): Metadata => ({ title: t('pageTitle', { page: t('stepHello') }) })

/** Has the admin write to themselves as a visitor, so that the inbox has its first conversation. */
export default async function HelloStepPage() {
  const { viewer, progress, site } = await requireAdmin(stepPath('hello'))
  return (
    <StepFrame
      step="hello"
      progress={progress}
      title={t('stepHelloTitle')}
      introduction={t('stepHelloAbout')}
    >
      <AblyProvider key={viewer.id} side="agent" endpoint={realtimeEndpoint()} identity={viewer.id}>
        <FirstConversation
          self={{ id: viewer.id, name: viewer.name ?? t('you') }}
          address={site.allowedOrigins.find(isOnePage) ?? null}
        />
      </AblyProvider>
    </StepFrame>
  )
}

function isOnePage(origin: string): boolean {
  return !origin.includes('*')
}
