import { accountWords } from '@/client/words/settings/account-words'
import styles from './admins-only.module.css'

const { t } = accountWords

/** Replaces a page that only admins may see. */
export function AdminsOnly({ title }: { title: string }) {
  return (
    <section className={styles.notice}>
      <h1>{title}</h1>
      <p>{t('adminsOnly')}</p>
    </section>
  )
}
