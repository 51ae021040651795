'use client'

import Link from 'next/link'
import controls from '../controls/controls.module.css'
import styles from './dead-link.module.css'

type DeadLinkProps = {
  /** Why the link leads nowhere. */
  reason: string
  /** The way on, as a link or something to do. */
  way?: { label: string; href: string } | { label: string; run: () => void }
}

/** What stands in place of a form whose link leads nowhere. */
export function DeadLink({ reason, way }: DeadLinkProps) {
  return (
    <div className={styles.dead}>
      <p role="alert">{reason}</p>
      {way !== undefined && 'href' in way && (
        <Link href={way.href} className={controls.button} prefetch={false}>
          {way.label}
        </Link>
      )}
      {way !== undefined && 'run' in way && (
        <button type="button" className={controls.button} onClick={way.run}>
          {way.label}
        </button>
      )}
    </div>
  )
}
