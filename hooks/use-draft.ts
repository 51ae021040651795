import { useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { Draft } from '@/client/outbox/draft'
import { onDraftChange } from '@/client/outbox/drafts'
import { useLatest } from './use-latest'

type DraftField = {
  text: string
  type: (text: string) => void
  /** The text was handed on as this content. */
  sent: (content: string) => void
}

/**
 * A text that is kept under `key` until it is emptied, and how to change it.
 *
 * @param returned called after a text that was on its way came back to it
 */
export function useDraft(key: string, returned: () => void): DraftField {
  const [text, setText] = useState('')
  const latestReturned = useLatest(returned)
  // Looks at nothing before it is started: the server does not know the text, and the first picture must be the server's.
  const [draft, setDraft] = useState<Draft | null>(null)

  useLayoutEffect(() => {
    const started = new Draft(key, { onChange: setText })
    setDraft(started)
    return started.start()
  }, [key])
  useEffect(
    () =>
      onDraftChange((changed) => {
        if (changed !== key) return
        draft?.reload()
        latestReturned.current()
      }),
    [key, draft, latestReturned],
  )

  return useMemo(
    () => ({
      text,
      type: (typed) => draft?.type(typed),
      sent: (content) => draft?.sent(content),
    }),
    [draft, text],
  )
}
