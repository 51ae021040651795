'use client'

import { beginProviderSignIn } from '@/client/desk/account/account'
import { sentenceFor } from '@/client/desk/account/account-problem'
import { keepNextPath } from '@/client/desk/account/next-path'
import { accountWords } from '@/client/words/settings/account-words'
import { isolated } from '@/client/words/settings/words'
import { AccountForm, type FormProblem } from '@/components/controls/account-form'

const { t } = accountWords

/** A button that redirects to the sign-in provider, and any error from it. */
export function ProviderForm({ name, next }: { name: string; next: string }) {
  async function leave(): Promise<FormProblem | null> {
    const { value, problem } = await beginProviderSignIn()
    if (problem !== null) return { form: sentenceFor(problem) }
    keepNextPath(next)
    window.location.assign(value.address)
    return null
  }

  return (
    <AccountForm
      submitLabel={t('continueWith', { name: isolated(name) })}
      busyLabel={t('leaving')}
      isPartOfPage
      isSecondary
      onSubmit={leave}
    />
  )
}
