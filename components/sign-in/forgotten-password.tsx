import { accountWords } from '@/client/words/settings/account-words'
import styles from './sign-in.module.css'

const { t } = accountWords

/** There is no e-mail to send a link by, so the way back in leads over a person: an admin, or the person who runs the server. */
export function ForgottenPassword() {
  return (
    <details className={styles.forgotten}>
      <summary>{t('forgotPassword')}</summary>
      <p>{t('forgotAskAdmin')}</p>
      <p>
        <span>{t('forgotAskOperator')}</span>
        <code>npm run agents -- reset-link you@example.com</code>
      </p>
    </details>
  )
}
