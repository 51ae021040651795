import { useEffect, useLayoutEffect, useState } from 'react'
import { onPutBack, readDraft, writeDraft } from '@/client/drafts'
import { useLatest } from './use-latest'

/**
 * A text that is kept under `key` until it is emptied, and how to change it.
 *
 * @param returned called after a text that was on its way came back to it
 */
export function useDraft(key: string, returned: () => void): [string, (text: string) => void] {
  const [text, setText] = useState('')
  const latestReturned = useLatest(returned)

  // Only now: the server does not know it, and the first picture must be the server's.
  useLayoutEffect(() => setText(readDraft(key)), [key])
  useEffect(
    () =>
      onPutBack((changed) => {
        if (changed !== key) return
        setText(readDraft(key))
        latestReturned.current()
      }),
    [key, latestReturned],
  )

  return [
    text,
    (changed) => {
      setText(changed)
      writeDraft(key, changed)
    },
  ]
}
