'use client'

import Link from 'next/link'
import controls from '../controls/controls.module.css'
import styles from './dead-link.module.css'

type DeadLinkProps = {
  /** Why the link does not work. */
  reason: string
  /** The next step, as a link or a button. */
  way?: { label: string; href: string } | { label: string; run: () => void }
}

/** Replaces a form whose link is invalid or expired. */
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
