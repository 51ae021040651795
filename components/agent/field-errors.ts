import { MAX_NAME_LENGTH, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@/contract/limits'

/** What to do about a name that cannot be a person's. */
export function nameError(name: string): string {
  return name.trim() === '' ? 'Enter your name.' : `Enter a name of at most ${MAX_NAME_LENGTH} letters.`
}

/** What is wrong with a password that somebody chooses, under its field's name; nothing when it will do. */
export function passwordErrors(field: string, password: string): Record<string, string> {
  if (password.length < MIN_PASSWORD_LENGTH) {
    return { [field]: `Choose a password of at least ${MIN_PASSWORD_LENGTH} characters.` }
  }
  if (password.length > MAX_PASSWORD_LENGTH) {
    return { [field]: `Choose a password of at most ${MAX_PASSWORD_LENGTH} characters.` }
  }
  return {}
}
