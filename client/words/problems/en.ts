import type { Source } from '../catalogue'
import { shared } from '../shared-en'

/** Errors on every page outside the inbox, and what to do about them. The inbox has its own. */
export const en = {
  ...shared,

  tooManyAttempts: 'Too many attempts. Wait a minute, then try again.',
  tooManyAttemptsFor: {
    one: 'Too many attempts. Wait {count} second, then try again.',
    other: 'Too many attempts. Wait {count} seconds, then try again.',
  },
  noAnswer: 'Porchlight did not respond. Check your connection and try again.',
  cookieRefused:
    'Your sign-in worked, but this browser refuses the cookie that keeps you signed in. Allow cookies for this site, and open Porchlight at its https address if it has one.',
  unknownAddress: 'Porchlight does not recognise this address. Open it at the address in PUBLIC_URL.',
  unavailable: 'Porchlight is busy, or its database is unavailable. Try again in a moment.',
  outdated: 'Porchlight was upgraded. Reload the page.',
  signedOut: 'You are signed out. Sign in again, then try once more.',
  noLongerAdmin: 'Only admins can do this, and you are no longer one.',
  gone: 'This no longer exists. Reload the page.',
  deactivated: 'This account is deactivated. Ask an admin of your team.',
  providerUnavailable:
    'Your company’s sign-in is not responding correctly. Try again in a moment, or sign in with your password.',
  providerStale:
    'This sign-in took too long, was already used or started in another browser. Start again, and allow cookies for this site if that does not help.',
  providerRefused: 'Your company’s sign-in did not let you in. Start again, or sign in with your password.',
  providerUnverified:
    'Your company’s sign-in does not vouch for your e-mail address. Ask an admin of your team to invite you, then connect this account in your settings.',
  providerNotConnected:
    'A team member has this e-mail address. If that is you, sign in with your password, then connect your company’s account in the settings, under Your account.',
  providerStranger: 'You are not a member of this team. Ask an admin to invite you.',
  providerTaken: 'That account belongs to another team member, or yours is already connected to another one.',
  lastAdmin: 'This is the last admin. Make another person an admin first.',
  twoFactorOn: 'Two-factor sign-in is already on. Reload the page.',
  emailTaken: 'A team member already signs in with this address.',
  manyInvitations: 'A hundred invitations are open. Revoke some of them first.',
  anotherByNow: 'Another account is signed in now. Reload the page.',
} as const satisfies Source
