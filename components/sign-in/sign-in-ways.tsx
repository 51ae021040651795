import { accountWords } from '@/client/words/settings/account-words'
import { ForgottenPassword } from './forgotten-password'
import { ProviderForm } from './provider-form'
import styles from './sign-in.module.css'
import { SignInForm } from './sign-in-form'

type SignInWaysProps = {
  /** A path of our own, to go to once signed in. */
  next: string
  /** What people call the sign-in provider; `null`: there is none. */
  providerName: string | null
}

/** All ways to sign in: the password, and the company's account where there is a provider. */
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
