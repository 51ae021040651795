import { INBOX_PATH } from '@/client/desk/account/next-path'
import { siteWords } from '@/client/words/settings/site-words'
import type { SetUpProgress } from '@/contract/people/set-up'

const { t } = siteWords

/** The setup steps after creating the account, in order. */
export const steps = [
  {
    id: 'site',
    get name() {
      return t('stepSite')
    },
  },
  {
    id: 'install',
    get name() {
      return t('stepTag')
    },
  },
  {
    id: 'hello',
    get name() {
      return t('stepHello')
    },
  },
] as const
export type StepId = (typeof steps)[number]['id']

/** The path of the first step that is not done; the inbox if all are. */
export function nextStepPath(progress: SetUpProgress): string {
  const next = steps.find(({ id }) => !progress[id])
  return next === undefined ? INBOX_PATH : stepPath(next.id)
}

export function stepPath(id: StepId): string {
  return `/setup/${id}`
}
