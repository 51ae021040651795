import { accountWords } from '@/client/words/settings/account-words'
import { AccountForm, type FormProblem, type FormValues } from '@/components/controls/account-form'
import { PasswordField } from '@/components/controls/password-field'

const { t } = accountWords

type PasswordFormProps = {
  /** The field's label, which says what the password is for. */
  label: string
  submitLabel: string
  /** Called with the password, which is not empty. Resolves like the submit handler of {@link AccountForm}. */
  onSubmit: (password: string) => Promise<FormProblem | null>
}

/** Asks for the agent's password, to confirm a change of their account. */
export function PasswordForm({ label, submitLabel, onSubmit }: PasswordFormProps) {
  async function submit({ currentPassword = '' }: FormValues): Promise<FormProblem | null> {
    if (currentPassword === '') return { fields: { currentPassword: t('enterPassword') } }
    return onSubmit(currentPassword)
  }

  return (
    <AccountForm submitLabel={submitLabel} busyLabel={t('checking')} onSubmit={submit}>
      <PasswordField name="currentPassword" label={label} autoComplete="current-password" />
    </AccountForm>
  )
}
