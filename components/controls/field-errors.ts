import { partWords } from '@/client/words/parts/words'
import { MAX_NAME_LENGTH, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@/contract/limits'

const { t } = partWords

/** What to do about a name that cannot be a person's. */
export function nameError(name: string): string {
  return name.trim() === '' ? t('enterName') : t('shorterName', { count: MAX_NAME_LENGTH })
}

/** What is wrong with a password that somebody chooses, under its field's name; nothing when it will do. */
export function passwordErrors(field: string, password: string): Record<string, string> {
  if (password.length < MIN_PASSWORD_LENGTH) {
    return { [field]: t('longerPassword', { count: MIN_PASSWORD_LENGTH }) }
  }
  if (password.length > MAX_PASSWORD_LENGTH) {
    return { [field]: t('shorterPassword', { count: MAX_PASSWORD_LENGTH }) }
  }
  return {}
}
