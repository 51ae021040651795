import { useEffect, useState } from 'react'
import type { PreviewCard } from './preview-card'

/** Loads the card once it is needed: a chat that was opened to write in must not wait for it. */
export function usePreviewCard(isNeeded: boolean): typeof PreviewCard | null {
  const [Card, setCard] = useState<typeof PreviewCard | null>(null)
  useEffect(() => {
    if (!isNeeded) return
    void import('./preview-card').then(
      (script) => setCard(() => script.PreviewCard),
      // Without it the badge says that there is something new.
      () => {},
    )
  }, [isNeeded])
  return Card
}
