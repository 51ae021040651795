'use client'

import { type AccountProblem, signIn } from '@/client/desk/account'
import { sentenceFor } from '@/client/desk/account-problem'
import { AccountForm, type FormProblem } from '@/components/agent/account-form'
import controls from '@/components/agent/controls.module.css'
import { TextField } from '@/components/agent/text-field'
import styles from './sign-in.module.css'

type CodeFormProps = {
  /** What was right already: it is sent again with the code. */
  credentials: { email: string; password: string }
  onSignedIn: () => void
  onBack: () => void
}

/** The second step of signing in. */
export function CodeForm({ credentials, onSignedIn, onBack }: CodeFormProps) {
  async function submit({ code = '' }: Readonly<Record<string, string>>): Promise<FormProblem | null> {
    if (code.trim() === '') return { fields: { code: 'Enter a code.' }, form: null }
    const problem = await signIn({ ...credentials, code: code.trim() })
    if (problem !== null) return explain(problem)
    onSignedIn()
    return null
  }

  return (
    <>
      <AccountForm submitLabel="Sign in" busyLabel="Signing in…" onSubmit={submit}>
        {(errorOf) => (
          <TextField
            name="code"
            label="Code"
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            hint="The six digits of your authenticator app, or one of your recovery codes."
            error={errorOf('code')}
          />
        )}
      </AccountForm>
      <button type="button" className={controls.quiet} onClick={onBack}>
        Back
      </button>
      <details className={styles.forgotten}>
        <summary>Lost your phone and the recovery codes?</summary>
        <p>
          Ask the person who runs Porchlight. On its machine:
          <code>npm run agents -- reset-two-factor you@example.com</code>
        </p>
      </details>
    </>
  )
}

function explain(problem: AccountProblem): FormProblem {
  if (problem.code === 'wrong_code' || problem.code === 'validation_failed')
    return {
      fields: { code: 'This code is not right, or was used already. Wait for the next one.' },
      form: null,
    }
  if (problem.code === 'not_authenticated')
    return { fields: {}, form: 'The password has been changed meanwhile. Go back and enter it again.' }
  return { fields: {}, form: sentenceFor(problem) }
}
