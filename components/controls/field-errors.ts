import { partWords } from '@/client/words/parts/words'
import * as fields from '@/contract/fields'
import { MAX_NAME_LENGTH, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@/contract/limits'
import type { FieldErrors } from './form-errors'

const { t } = partWords

/** The error of a person's name, for the field `name`; empty if it is valid. */
export function nameErrors(name: string): FieldErrors {
  if (fields.personName.safeParse(name).success) return {}
  return { name: name.trim() === '' ? t('enterName') : t('shorterName', { count: MAX_NAME_LENGTH }) }
}

/** The error of an e-mail address, for the field `email`; empty if it is valid. */
export function emailErrors(email: string): FieldErrors {
  if (fields.email.safeParse(email).success) return {}
  return { email: email.trim() === '' ? t('enterEmail') : t('wholeAddress') }
}

/** The error of a new password, by field name; empty if it is valid. */
export function passwordErrors(field: string, password: string): FieldErrors {
  if (password.length < MIN_PASSWORD_LENGTH) {
    return { [field]: t('longerPassword', { count: MIN_PASSWORD_LENGTH }) }
  }
  if (password.length > MAX_PASSWORD_LENGTH) {
    return { [field]: t('shorterPassword', { count: MAX_PASSWORD_LENGTH }) }
  }
  return {}
}
