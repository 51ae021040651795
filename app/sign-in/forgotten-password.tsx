import styles from './sign-in.module.css'

/** There is no e-mail to send a link by, so the way back in leads over a person: an admin, or the person who runs the server. */
export function ForgottenPassword() {
  return (
    <details className={styles.forgotten}>
      <summary>Forgot your password?</summary>
      <p>Ask an admin of your team for a link to a new one: they find it in the settings, under People.</p>
      <p>
        Or ask the person who runs Porchlight. On its machine:
        <code>npm run agents -- reset-link you@example.com</code>
      </p>
    </details>
  )
}
