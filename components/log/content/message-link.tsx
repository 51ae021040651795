import type { ReactNode } from 'react'

/**
 * A link from a message: it opens apart, and learns nothing about this page. Its direction is its own:
 * among Hebrew the slash at its end would stand at its beginning.
 */
export function MessageLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} dir="auto" target="_blank" rel="noopener noreferrer nofollow ugc">
      {children}
    </a>
  )
}
