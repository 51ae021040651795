import { partWords } from '@/client/words/parts/words'
import { MAX_NAME_LENGTH, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@/contract/limits'

const { t } = partWords

/** The error for a name that is invalid. */
export function nameError(name: string): string {
  return name.trim() === '' ? t('enterName') : t('shorterName', { count: MAX_NAME_LENGTH })
}

/** The error of a new password, by field name; empty if it is valid. */
export function passwordErrors(field: string, password: string): Record<string, string> {
  if (password.length < MIN_PASSWORD_LENGTH) {
    return { [field]: t('longerPassword', { count: MIN_PASSWORD_LENGTH }) }
  }
  if (password.length > MAX_PASSWORD_LENGTH) {
    return { [field]: t('shorterPassword', { count: MAX_PASSWORD_LENGTH }) }
  }
  return {}
}
