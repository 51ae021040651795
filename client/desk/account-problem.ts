import type { AccountProblem } from './account'

/** What people are told of a problem that is none of theirs alone: the same on every page before and around the inbox. */
export function sentenceFor({ code, retryAfterSeconds }: AccountProblem): string {
  switch (code) {
    case 'rate_limited':
      return `Too many attempts. Wait ${waitingTime(retryAfterSeconds)}, then try again.`
    case 'no_answer':
      return 'Porchlight did not answer. Check your connection and try again.'
    case 'cookie_refused':
      return 'Your sign-in worked, but this browser refuses the cookie that keeps you signed in. Allow cookies for this site, and open Porchlight at its https address if it has one.'
    case 'csrf':
      return 'Porchlight does not know this address as its own. Open it at the address in PUBLIC_URL.'
    case 'unavailable':
      return 'Porchlight is busy, or its database is away. Try again in a moment.'
    case 'client_outdated':
      return 'Porchlight was upgraded. Reload the page.'
    case 'not_authenticated':
      return 'You are signed out. Sign in again, then try once more.'
    case 'forbidden':
      return 'Only admins may do this, and you are no longer one.'
    case 'not_found':
      return 'It does not exist any more. Reload the page.'
    case 'account_deactivated':
      return 'This account is deactivated. Ask an admin of your team.'
    case 'provider_unavailable':
      return 'Your company’s sign-in does not answer as it should. Try again in a moment, or sign in with your password.'
    case 'provider_answer_stale':
      return 'This sign-in took too long, was used already or began in another browser. Start again, and allow cookies for this site if that does not help.'
    case 'provider_refused':
      return 'Your company’s sign-in did not let you in. Start again, or sign in with your password.'
    case 'provider_email_unverified':
      return 'Your company’s sign-in does not vouch for your e-mail address. Ask an admin of your team to invite you, then connect this account in your settings.'
    case 'provider_not_connected':
      return 'A team member has this e-mail address. If that is you, sign in with your password, then connect your company’s account in the settings, under Your account.'
    case 'provider_stranger':
      return 'You are not a member of this team. Ask an admin to invite you.'
    case 'provider_taken':
      return 'That account belongs to another team member, or yours is connected to another one already.'
    case 'last_admin':
      return 'This is the last admin. Make another person an admin first.'
    case 'two_factor_on':
      return 'Two-factor sign-in is on already. Reload the page.'
    case 'email_taken':
      return 'A team member already signs in with this address.'
    case 'too_many_invitations':
      return 'A hundred invitations are open. Revoke some of them first.'
    case 'signed_in_as_another':
      return 'Another account is signed in by now. Reload the page.'
    default:
      return 'Something went wrong on our side. Try again in a moment.'
  }
}

function waitingTime(seconds: number | null): string {
  if (seconds === null) return 'a minute'
  return seconds === 1 ? '1 second' : `${seconds} seconds`
}
