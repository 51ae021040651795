import type { Source } from '../catalogue'
import { shared } from '../shared-en'

/** The wording of the pages for joining, signing in and managing one's account, and of the not-found page. */
export const en = {
  ...shared,

  // Every page.
  description: 'Live support chat that you run yourself.',
  skipToSettings: 'Skip to the settings',
  backToTheInbox: 'Back to the inbox',
  adminsOnly: 'Only admins can see and change this. Ask an admin of your team.',
  pageMissing: 'Page not found',
  pageMissingAbout: 'The link may be mistyped or out of date. Check the address, or start from one of these.',
  toStart: 'Go to the start page',
  openInbox: 'Open the inbox',

  // The first account.
  setUp: 'Set up',
  welcome: 'Welcome',
  welcomeAbout: 'Create your account. You will use it to answer visitors.',
  setUpLink: 'Set-up link',
  setUpLinkHint:
    'Porchlight printed it when it started: look for “Begin at” in the terminal or the log. Open that link, or paste it here.',
  setUpLinkMissing:
    'Paste the link that Porchlight printed when it started: look for “Begin at” in the terminal or the log.',
  setUpLinkWrong:
    'This is not the link that Porchlight printed. Look for the newest “Begin at” in the terminal or the log.',
  nameRefused: 'This name cannot be stored. Try another spelling.',
  emailRefused: 'This address is not accepted. Check its spelling.',
  passwordRefused: 'This password cannot be stored. Choose another.',
  alreadySetUp: 'Porchlight is already set up.',
  signInInstead: 'Sign in instead',

  // Signing in.
  signingIn: 'Signing in…',
  signInAbout: 'The inbox is for your team.',
  forgotPassword: 'Forgot your password?',
  forgotAskAdmin:
    'Ask an admin of your team for a link to a new one: they find it in the settings, under People.',
  forgotAskOperator: 'Or ask the person who runs Porchlight. On its machine:',
  enterPassword: 'Enter your password.',
  wrongSignIn: 'The e-mail or the password is incorrect. Check both and try again.',
  code: 'Code',
  codeAbout: 'The six digits from your authenticator app, or one of your recovery codes.',
  enterCode: 'Enter a code.',
  wrongCode: 'This code is wrong or has already been used. Wait for the next one.',
  passwordChanged: 'The password has just been changed. Go back and enter it again.',
  back: 'Back',
  lostPhone: 'Lost your phone and the recovery codes?',
  lostAskOperator: 'Ask the person who runs Porchlight. On its machine:',

  // The company's account.
  or: 'or',
  continueWith: 'Continue with {name}',
  leaving: 'Opening the sign-in page…',
  arriving: 'Signing you in…',
  notConnected: 'Your account was not connected',
  backToAccount: 'Back to your account',
  provider: 'Company account',
  providerOff: 'Connect your {name} account to sign in with it as well. Your password keeps working.',
  providerOn: 'It is connected: you can sign in with {name} or with your password.',
  providerAlone:
    'You sign in with {name}. Changing your e-mail or turning on two-factor sign-in requires a password: an admin can create a link for you to choose one, under People.',
  providerGone: 'The sign-in provider that this account is connected to is switched off.',
  connectProvider: 'Connect…',
  disconnectProvider: 'Disconnect…',
  passwordToConnect: 'Your password, to connect it',
  passwordToDisconnect: 'Your password, to disconnect it',
  disconnect: 'Disconnect',
  providerIsOff: 'Your company’s account is disconnected. Sign in with your password from now on.',

  // The account.
  profile: 'Profile',
  saveName: 'Save name',
  nameChanged: 'Your name has been changed.',
  emailAbout: 'You sign in with it. Visitors do not see it.',
  newEmail: 'New e-mail',
  changeEmail: 'Change e-mail',
  changing: 'Changing…',
  yourPassword: 'Your password',
  emailChanged: 'Your e-mail has been changed. Sign in with it from now on.',
  passwordAbout: 'Changing it signs you out everywhere else.',
  changePassword: 'Change password',
  presentPassword: 'Current password',
  enterPresentPassword: 'Enter your current password.',
  yourPasswordChanged: 'Your password has been changed. {sessions}',
  wrongPassword: 'This is not your current password.',
  notStorable: 'This cannot be stored. Choose another.',
  noneEnded: 'You were not signed in anywhere else.',
  ended: { one: 'One session has ended.', other: '{count} sessions have ended.' },

  // The language of the pages.
  languageAbout: 'The language of Porchlight in this browser. Visitors read the chat in theirs.',
  systemLanguage: 'System language',

  // Sessions.
  sessions: 'Where you are signed in',
  sessionsAbout: 'A session that you do not recognise? End it, then change your password.',
  unknownBrowser: 'Unknown browser',
  thisBrowser: 'This browser',
  end: 'End',
  endIn: 'End the session in {browser}',
  anUnknownBrowser: 'an unknown browser',
  endOthers: 'End all others',
  signOutEverywhere: 'Sign out everywhere',
  signedIn: 'Signed in: ',
  lastUsed: 'Last used: ',

  // Two-factor sign-in.
  twoFactor: 'Two-factor sign-in',
  twoFactorIsOn: 'It is on: signing in requires your password and a code from your authenticator app.',
  twoFactorIsOff:
    'It is off. With it, a person who learns your password still cannot sign in without your phone.',
  twoFactorOnNow: 'Two-factor sign-in is now on.',
  twoFactorOffNow: 'Two-factor sign-in is now off.',
  turnOffMore: 'Turn off two-factor sign-in…',
  setUpMore: 'Set up two-factor sign-in…',
  continue: 'Continue',
  checking: 'Checking…',
  passwordToTurnOff: 'Your password, to turn it off',
  passwordToSetUp: 'Your password, to set it up',
  scan: 'Scan this with an authenticator app, or type the key into it.',
  qrCode: 'QR code for your authenticator app',
  turnOn: 'Turn on',
  appCodeAbout: 'The six digits that the app shows now.',
  enterAppCode: 'Enter the code that the app shows.',
  wrongAppCode: 'This is not the code that the app shows now.',
  recoveryCodes: 'Your recovery codes',
  recoveryCodesAbout:
    'Each lets you sign in once without your phone. Keep them separate from it. They are not shown again.',
  download: 'Download',
  haveKept: 'I have saved them',
  selected: 'Selected: copy them with the keyboard.',

  pictureAbout: 'Visitors and colleagues see it next to your replies.',
  pictureMissing: 'With a picture, visitors see who is replying. Until then, they see your initials.',
  choosePicture: 'Choose a picture…',
  chooseOtherPicture: 'Choose another…',
  removePicture: 'Remove picture',
  pictureFile: 'Picture file',
  pictureUnreadable:
    'This browser cannot open that file as a picture. Choose a JPEG, PNG or WebP of less than 30 MB.',
  pictureNotEncoded: 'This browser could not make the picture small enough. Choose another one.',
  pictureSaved: 'Your picture has been changed.',
  pictureRemoved: 'Your picture has been removed. Your initials are shown again.',

  cropTitle: 'Crop your picture',
  cropHint: 'Drag the picture, or move it with the arrow keys. The circle is what others see.',
  cropArea: 'The part of the picture that is kept',
  zoom: 'Zoom',
  savePicture: 'Save picture',

  renewCodes: 'Create new recovery codes…',
  renewCodesPassword: 'Your password, to create new recovery codes',
  renewCodesConfirm: 'Create new codes',
  renewCodesAbout: 'Your current recovery codes stop working.',
  codesRenewed: 'You have new recovery codes. The old ones no longer work.',
} as const satisfies Source
