import type { AccountProblem } from '@/client/desk/account/account'
import { sentenceFor } from '@/client/desk/account/account-problem'
import { siteWords } from '@/client/words/settings/site-words'
import type { FormProblem } from '@/components/controls/account-form'
import { MAX_ALLOWED_ORIGINS, MAX_SITE_ALIASES } from '@/contract/sites/site'
import { siteLimits } from '@/contract/sites/site-settings'

const { t } = siteWords

/** Explains to the admin why a site could not be saved. */
export function sentenceForSite(problem: AccountProblem): string {
  const { code, param } = problem
  switch (code) {
    case 'origin_malformed':
    case 'origin_with_path':
    case 'origin_wildcard':
    case 'origin_public_suffix':
    case 'origin_insecure':
    case 'default_site':
    case 'alias_taken':
      return t(code)
    case 'stale_version':
      return t('staleReload')
    case 'too_many_sites':
      return t('tooManySites')
    case 'forbidden':
      return t('onlyAdminsChange')
    case 'not_found':
      return t('siteGone')
    case 'not_authenticated':
      return t('signedOut')
    case 'invalid_character':
      return t('badCharacter')
    case 'validation_failed':
      if (param?.startsWith('aliases.')) return t('aliasForm')
      if (param?.startsWith('settings.hiddenPaths.'))
        return t('pathForm', { most: String(siteLimits.hiddenPath) })
      return refusals[param ?? '']?.() ?? t('notAccepted')
    default:
      return sentenceFor(problem)
  }
}

/** The errors of a form with the fields `name` and `address`. */
export function siteFormProblem(problem: AccountProblem): FormProblem {
  const sentence = sentenceForSite(problem)
  if (problem.param?.startsWith('allowedOrigins')) return { fields: { address: sentence } }
  return problem.param === 'name' ? { fields: { name: sentence } } : { form: sentence }
}

/** The error for an invalid name. */
export function nameProblem(name: string): string {
  return name.trim() === '' ? t('nameMissing') : t('nameTooLong', { most: String(siteLimits.name) })
}

const upTo = (most: number) => () => t('upTo', { most: String(most) })
const pixels = () => t('wholeNumber', { most: String(siteLimits.offset) })

const refusals: Record<string, () => string> = {
  name: () => t('nameTooLong', { most: String(siteLimits.name) }),
  allowedOrigins: () => t('tooManyAddresses', { most: String(MAX_ALLOWED_ORIGINS) }),
  aliases: () => t('tooManyAliases', { most: String(MAX_SITE_ALIASES) }),
  'settings.accent': () => t('accentForm'),
  'settings.position.inlineOffset': pixels,
  'settings.position.blockOffset': pixels,
  'settings.hiddenPaths': () => t('tooManyPaths', { most: String(siteLimits.hiddenPaths) }),
  'settings.launcher.text': upTo(siteLimits.launcherText),
  'settings.title': upTo(siteLimits.title),
  'settings.welcome': upTo(siteLimits.welcome),
  'settings.greeting': upTo(siteLimits.greeting),
  'settings.contactEmail': () => t('contactEmailForm'),
  'settings.greetingAfter': () =>
    t('greetingAfterRange', {
      least: String(siteLimits.shortestGreetingDelay),
      most: String(siteLimits.longestGreetingDelay),
    }),
}
