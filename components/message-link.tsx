import type { ReactNode } from 'react'

/** A link that somebody wrote into a message: it opens apart, and learns nothing about this page. */
export function MessageLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
      {children}
    </a>
  )
}
