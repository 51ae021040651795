import { BadgeCheck } from 'lucide-react'
import { inboxWords } from '@/client/words/inbox/words'
import styles from './verified-badge.module.css'

const { t } = inboxWords

/** Marks a visitor whose identity the site has vouched for. */
export function VerifiedBadge() {
  return (
    <span className={styles.badge} title={t('verifiedAbout')}>
      <BadgeCheck size={14} strokeWidth={2.2} aria-hidden="true" />
      <span>{t('verified')}</span>
    </span>
  )
}
