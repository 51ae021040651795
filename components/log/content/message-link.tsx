import type { ReactNode } from 'react'

/**
 * A link in a message. Opens in a new tab, without referrer or opener. Has a direction of its own: otherwise its trailing slash
 * would jump to the front within Hebrew text.
 */
export function MessageLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} dir="auto" target="_blank" rel="noopener noreferrer nofollow ugc">
      {children}
    </a>
  )
}
