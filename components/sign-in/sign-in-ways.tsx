import { accountWords } from '@/client/words/settings/account-words'
import { ForgottenPassword } from './forgotten-password'
import { ProviderForm } from './provider-form'
import styles from './sign-in.module.css'
import { SignInForm } from './sign-in-form'

type SignInWaysProps = {
  /** The local path to open after signing in. */
  next: string
  /** The sign-in provider's display name; `null` if there is none. */
  providerName: string | null
}

/** All ways to sign in: by password and, if configured, with the sign-in provider. */
export function SignInWays({ next, providerName }: SignInWaysProps) {
  return (
    <>
      <SignInForm next={next} />
      {providerName !== null && (
        <>
          <p className={styles.or}>{accountWords.t('or')}</p>
          <ProviderForm name={providerName} next={next} />
        </>
      )}
      <ForgottenPassword />
    </>
  )
}
