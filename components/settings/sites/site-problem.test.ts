import { expect, it } from 'vitest'
import type { AccountProblem } from '@/client/desk/account/account'
import { sentenceForSite, siteFormProblem } from './site-problem'

const problem = (code: AccountProblem['code'], param: string | null): AccountProblem => ({
  code,
  param,
  retryAfterSeconds: null,
})

it.each([
  ['address', problem('origin_with_path', 'allowedOrigins.0')],
  ['name', problem('validation_failed', 'name')],
])('shows a problem at the field %s', (field, found) => {
  expect(siteFormProblem(found)).toEqual({ fields: { [field]: sentenceForSite(found) } })
})

it.each([problem('no_answer', null), problem('validation_failed', 'settings.accent')])(
  'shows a problem of no field above the button',
  (found) => {
    expect(siteFormProblem(found)).toEqual({ form: sentenceForSite(found) })
  },
)
