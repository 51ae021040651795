'use client'

import { type AccountProblem, signIn } from '@/client/desk/account/account'
import { sentenceFor } from '@/client/desk/account/account-problem'
import { accountWords } from '@/client/words/settings/account-words'
import { AccountForm, type FormProblem, type FormValues } from '@/components/controls/account-form'
import controls from '@/components/controls/controls.module.css'
import { TextField } from '@/components/controls/text-field'
import styles from './sign-in.module.css'

const { t } = accountWords

type CodeFormProps = {
  /** Already accepted, and sent again with the code. */
  credentials: { email: string; password: string }
  onSignedIn: () => void
  onBack: () => void
}

/** The second step of signing in: the two-factor code. */
export function CodeForm({ credentials, onSignedIn, onBack }: CodeFormProps) {
  async function submit({ code = '' }: FormValues): Promise<FormProblem | null> {
    if (code.trim() === '') return { fields: { code: t('enterCode') } }
    const problem = await signIn({ ...credentials, code: code.trim() })
    if (problem !== null) return explain(problem)
    onSignedIn()
    return null
  }

  return (
    <>
      <AccountForm submitLabel={t('signIn')} busyLabel={t('signingIn')} onSubmit={submit}>
        <TextField
          name="code"
          label={t('code')}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          hint={t('codeAbout')}
        />
      </AccountForm>
      <button type="button" className={controls.quiet} onClick={onBack}>
        {t('back')}
      </button>
      <details className={styles.forgotten}>
        <summary>{t('lostPhone')}</summary>
        <p>
          <span>{t('lostAskOperator')}</span>
          <code>npm run agents -- reset-two-factor you@example.com</code>
        </p>
      </details>
    </>
  )
}

function explain(problem: AccountProblem): FormProblem {
  if (problem.code === 'wrong_code' || problem.code === 'validation_failed')
    return { fields: { code: t('wrongCode') } }
  if (problem.code === 'not_authenticated') return { form: t('passwordChanged') }
  return { form: sentenceFor(problem) }
}
