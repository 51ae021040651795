import { accountWords } from '@/client/words/settings/account-words'
import styles from './sign-in.module.css'

const { t } = accountWords

/** Explains whom to ask for a new password, because Porchlight sends no e-mail: an admin, or whoever runs the server. */
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
