import { BadgeCheck } from 'lucide-react'
import { inboxWords } from '@/client/words/inbox/words'
import styles from './verified-badge.module.css'

const { t } = inboxWords

/** Says that the visitor's site has vouched for who they are. */
export function VerifiedBadge() {
  return (
    <span className={styles.badge} title={t('verifiedAbout')}>
      <BadgeCheck size={14} strokeWidth={2.2} aria-hidden="true" />
      <span>{t('verified')}</span>
    </span>
  )
}
