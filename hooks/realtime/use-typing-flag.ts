import { useEffect, useMemo, useState } from 'react'
import { TypingSender } from '@/client/conversation/typing'

type TypingFlag = { isTyping: boolean; onTyping: () => void; onStopTyping: () => void }

/** Whether the viewer is typing, for components that signal it in their own way. */
export function useTypingFlag(): TypingFlag {
  const [isTyping, setIsTyping] = useState(false)
  const [sender] = useState(() => new TypingSender(setIsTyping))
  useEffect(() => () => sender.stop(), [sender])
  return useMemo(
    () => ({ isTyping, onTyping: () => sender.typed(), onStopTyping: () => sender.stop() }),
    [isTyping, sender],
  )
}
