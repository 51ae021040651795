import { useEffect, useState } from 'react'
import type { PreviewCard } from './preview-card'

/** Loads the preview card on demand, to keep it out of the chat's initial script. */
export function usePreviewCard(isNeeded: boolean): typeof PreviewCard | null {
  const [Card, setCard] = useState<typeof PreviewCard | null>(null)
  useEffect(() => {
    if (!isNeeded) return
    void import('./preview-card').then(
      (script) => setCard(() => script.PreviewCard),
      // Without the card, the badge still shows that there is a new message.
      () => {},
    )
  }, [isNeeded])
  return Card
}
