import type { AccountProblem } from '@/client/desk/account'
import { sentenceFor } from '@/client/desk/account-problem'
import { errorCodes } from '@/contract/error-codes'
import { siteLimits } from '@/contract/site-settings'

/** Why a site could not be stored, for the person who tried. */
export function sentenceForSite(problem: AccountProblem): string {
  const { code, param } = problem
  switch (code) {
    case 'origin_malformed':
    case 'origin_with_path':
    case 'origin_wildcard':
    case 'origin_public_suffix':
    case 'origin_insecure':
    case 'default_site':
      return errorCodes[code].message
    case 'stale_version':
      return 'A colleague changed the site meanwhile. Reload the page.'
    case 'too_many_sites':
      return 'There are as many sites as there may be. Archived ones can be used again.'
    case 'forbidden':
      return 'Only admins can change sites.'
    case 'not_found':
      return 'This site is gone. Go back to the list.'
    case 'not_authenticated':
      return 'You are signed out. Sign in in another tab, then save again.'
    case 'invalid_character':
      return 'This holds a character that cannot be stored.'
    case 'validation_failed':
      return refusals[param ?? ''] ?? 'This is not accepted. Check what you typed.'
    default:
      return sentenceFor(problem)
  }
}

/** What is wrong with a name that the schema does not take. */
export function nameProblem(name: string): string {
  return name.trim() === ''
    ? 'Give the site a name.'
    : `A name has at most ${siteLimits.name} letters, and something to read.`
}

const upTo = (most: number) => `At most ${most} characters.`
const pixels = `A whole number from 0 to ${siteLimits.offset}.`

const refusals: Record<string, string> = {
  name: 'A name has at most 60 letters, and something to read.',
  allowedOrigins: 'A site has at most 100 addresses.',
  'settings.accent': 'Write a colour as # and six digits, as in #3b5bd4.',
  'settings.position.inlineOffset': pixels,
  'settings.position.blockOffset': pixels,
  'settings.launcher.text': upTo(siteLimits.launcherText),
  'settings.greeting.text': upTo(siteLimits.greeting),
  'settings.greeting.afterSeconds': `A whole number of seconds from ${siteLimits.leastGreetingSeconds} to ${siteLimits.mostGreetingSeconds}.`,
  'settings.title': upTo(siteLimits.title),
  'settings.welcome': upTo(siteLimits.welcome),
}
