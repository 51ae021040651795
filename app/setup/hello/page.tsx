import type { Metadata } from 'next'
import { requireAdmin } from '../require-admin'
import { StepFrame } from '../step-frame'
import { stepPath } from '../steps'
import { FirstConversation } from './first-conversation'

export const metadata: Metadata = { title: 'Say hello · Porchlight' }

/** A conversation with oneself: the first that the inbox shows. */
export default async function HelloStepPage() {
  const { viewer, progress, site } = await requireAdmin(stepPath('hello'))
  return (
    <StepFrame
      step="hello"
      progress={progress}
      title="Say hello to yourself"
      introduction="Be your own first visitor, so that you know what both sides see."
    >
      <FirstConversation selfId={viewer.id} address={site.allowedOrigins.find(isOnePage) ?? null} />
    </StepFrame>
  )
}

function isOnePage(origin: string): boolean {
  return !origin.includes('*')
}
