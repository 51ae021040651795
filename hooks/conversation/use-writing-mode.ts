import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { forgetMode, keepMode, recallMode, type WritingMode } from '@/client/outbox/writing-mode'

/** Whether the agent writes a reply or a note, and a function to change it. A reply in the first render. */
export function useWritingMode(replyKey: string): [mode: WritingMode, choose: (mode: WritingMode) => void] {
  const [mode, setMode] = useState<WritingMode>('reply')
  const isChosen = useRef(false)

  useLayoutEffect(() => {
    let isCurrent = true
    isChosen.current = false
    void recallMode(replyKey).then((recalled) => {
      if (!isCurrent || isChosen.current) return
      keepMode(replyKey, recalled)
      // Synchronous storage is rendered before the browser paints.
      flushSync(() => setMode(recalled))
    })
    return () => {
      isCurrent = false
      forgetMode()
    }
  }, [replyKey])

  const choose = useCallback(
    (chosen: WritingMode) => {
      isChosen.current = true
      keepMode(replyKey, chosen)
      setMode(chosen)
    },
    [replyKey],
  )
  return [mode, choose]
}
