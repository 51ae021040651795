import { useLayoutEffect, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import type { BrowserStorage } from '@/client/browser/browser-storage'
import { Draft } from '@/client/outbox/draft'
import { useLatest } from '../browser/use-latest'

type DraftField = {
  text: string
  type: (text: string) => void
  /** Call when the text was sent with this content. */
  sent: (content: string) => void
}

type Options = {
  /** Where the draft is stored. Defaults to the agents' storage. */
  storage?: BrowserStorage | undefined
  /** Called after a text that could not be sent was put back. */
  onReturned: () => void
}

/** A draft stored under `key` until it is cleared, and functions to change it. */
export function useDraft(key: string, { storage, onReturned }: Options): DraftField {
  const [text, setText] = useState('')
  const latestReturned = useLatest(onReturned)
  // Created in an effect, so that hydration matches the server's render, which does not know the text.
  const [draft, setDraft] = useState<Draft | null>(null)

  useLayoutEffect(() => {
    let isFirst = true
    const started = new Draft(key, {
      storage,
      onChange(changed) {
        // Synchronous storage is rendered before the browser paints, to avoid a layout shift.
        if (isFirst) flushSync(() => setText(changed))
        else setText(changed)
        isFirst = false
      },
      onReturned: () => latestReturned.current(),
    })
    setDraft(started)
    setText('')
    return started.start()
  }, [key, storage, latestReturned])

  return useMemo(
    () => ({
      text,
      type: (typed) => draft?.type(typed),
      sent: (content) => draft?.sent(content),
    }),
    [draft, text],
  )
}
