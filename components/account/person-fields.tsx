import { partWords } from '@/client/words/parts/words'
import { MIN_PASSWORD_LENGTH } from '@/contract/limits'
import { PasswordField } from '../controls/password-field'
import { TextField, type TextFieldProps } from '../controls/text-field'

const { t } = partWords

/** The field `name`: a team member's own name. */
export function NameField(props: Pick<TextFieldProps, 'defaultValue'>) {
  return <TextField {...props} name="name" label={t('name')} autoComplete="name" hint={t('nameAbout')} />
}

/** The field `email`: the address that a team member signs in with. */
export function EmailField(props: Pick<TextFieldProps, 'defaultValue' | 'readOnly' | 'hint'>) {
  return <TextField {...props} name="email" label={t('email')} type="email" autoComplete="username" />
}

/** A field for a password to be set. */
export function NewPasswordField(props: Pick<TextFieldProps, 'name' | 'label'>) {
  return (
    <PasswordField
      {...props}
      autoComplete="new-password"
      hint={t('passwordLength', { count: MIN_PASSWORD_LENGTH })}
    />
  )
}

/** Tells password managers whose password the form is about. */
export function PasswordOwner({ email }: { email: string }) {
  return <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
}
