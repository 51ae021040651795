import type { ReactNode } from 'react'

/** Everything that the chat draws stands inside: colours and sizes are defined for this class alone. */
export function ChatSurface({ children }: { children: ReactNode }) {
  return <div className="porchlight-chat">{children}</div>
}
