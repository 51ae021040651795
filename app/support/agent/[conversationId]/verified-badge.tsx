import { BadgeCheck } from 'lucide-react'
import styles from './verified-badge.module.css'

/** Says that the visitor's site has vouched for who they are. */
export function VerifiedBadge() {
  return (
    <span className={styles.badge} title="Signed in on the site, which vouches for who this is">
      <BadgeCheck size={14} strokeWidth={2.2} aria-hidden="true" />
      Verified
    </span>
  )
}
