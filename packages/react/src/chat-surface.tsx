import type { ReactNode } from 'react'

/** Wraps everything that the chat renders: its colours and sizes apply to this class only. */
export function ChatSurface({ children }: { children: ReactNode }) {
  return <div className="porchlight-chat">{children}</div>
}
