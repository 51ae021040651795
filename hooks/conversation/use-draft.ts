import { useLayoutEffect, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import type { BrowserStorage } from '@/client/browser/browser-storage'
import { Draft } from '@/client/outbox/draft'
import { useLatest } from '../browser/use-latest'

type DraftField = {
  text: string
  type: (text: string) => void
  /** The text was handed on as this content. */
  sent: (content: string) => void
}

type Options = {
  /** Where it is kept; default: where this browser keeps what is an agent's. */
  storage?: BrowserStorage | undefined
  /** Called after a text that was on its way came back to it. */
  onReturned: () => void
}

/** A text that is kept under `key` until it is emptied, and how to change it. */
export function useDraft(key: string, { storage, onReturned }: Options): DraftField {
  const [text, setText] = useState('')
  const latestReturned = useLatest(onReturned)
  // Looks at nothing before it is started: the server does not know the text, and the first picture must be the server's.
  const [draft, setDraft] = useState<Draft | null>(null)

  useLayoutEffect(() => {
    let isFirst = true
    const started = new Draft(key, {
      storage,
      onChange(changed) {
        // A storage that answers at once is drawn before the browser paints: no empty field, no jump.
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
