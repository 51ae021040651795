import { useLayoutEffect, useState } from 'react'
import { readDraft, writeDraft } from '@/client/drafts'

/** A text that is kept under `key` until it is emptied, and how to change it. */
export function useDraft(key: string): [string, (text: string) => void] {
  const [text, setText] = useState('')

  // Only now: the server does not know it, and the first picture must be the server's.
  useLayoutEffect(() => setText(readDraft(key)), [key])

  return [
    text,
    (changed) => {
      setText(changed)
      writeDraft(key, changed)
    },
  ]
}
