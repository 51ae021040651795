import { accountWords } from '@/client/words/settings/account-words'
import styles from './sign-in.module.css'

const { t } = accountWords

/** Tells agents to ask an admin, or the person who runs the server, for a new password: Porchlight sends no e-mail. */
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
