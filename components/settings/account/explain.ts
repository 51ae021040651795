import type { AccountProblem } from '@/client/desk/account/account'
import { sentenceFor } from '@/client/desk/account/account-problem'
import { ACCOUNT_PATH, signInPath } from '@/client/desk/account/next-path'
import { accountWords } from '@/client/words/settings/account-words'
import type { FormProblem } from '@/components/controls/account-form'

const { t } = accountWords

/** Turns a problem into form errors. Redirects to sign-in if the session has ended. */
export function explain(problem: AccountProblem): FormProblem {
  if (problem.code === 'not_authenticated') window.location.assign(signInPath(ACCOUNT_PATH))
  if (problem.code === 'wrong_password') return { fields: { currentPassword: t('wrongPassword') } }
  if (problem.code === 'invalid_character' && problem.param !== null) {
    return { fields: { [problem.param]: t('notStorable') } }
  }
  return { form: sentenceFor(problem) }
}
