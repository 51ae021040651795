import { problemWords } from '@/client/words/problems/words'
import type { AccountProblem } from './account'

const { t } = problemWords

/** The message for a problem that is not specific to one form. The same on every page outside the inbox. */
export function sentenceFor({ code, retryAfterSeconds }: AccountProblem): string {
  switch (code) {
    case 'rate_limited':
      return retryAfterSeconds === null
        ? t('tooManyAttempts')
        : t('tooManyAttemptsFor', { count: retryAfterSeconds })
    case 'no_answer':
      return t('noAnswer')
    case 'cookie_refused':
      return t('cookieRefused')
    case 'csrf':
      return t('unknownAddress')
    case 'unavailable':
      return t('unavailable')
    case 'client_outdated':
      return t('outdated')
    case 'not_authenticated':
      return t('signedOut')
    case 'forbidden':
      return t('noLongerAdmin')
    case 'not_found':
      return t('gone')
    case 'account_deactivated':
      return t('deactivated')
    case 'provider_unavailable':
      return t('providerUnavailable')
    case 'provider_answer_stale':
      return t('providerStale')
    case 'provider_refused':
      return t('providerRefused')
    case 'provider_email_unverified':
      return t('providerUnverified')
    case 'provider_not_connected':
      return t('providerNotConnected')
    case 'provider_stranger':
      return t('providerStranger')
    case 'provider_taken':
      return t('providerTaken')
    case 'last_admin':
      return t('lastAdmin')
    case 'two_factor_on':
      return t('twoFactorOn')
    case 'email_taken':
      return t('emailTaken')
    case 'too_many_invitations':
      return t('manyInvitations')
    case 'signed_in_as_another':
      return t('anotherByNow')
    default:
      return t('ourFault')
  }
}
