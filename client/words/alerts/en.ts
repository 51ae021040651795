import type { Source } from '../catalogue'
import { shared } from '../shared-en'

/** The wording of availability, notifications, the sound and do-not-disturb. */
export const en = {
  ...shared,

  available: 'Available',
  away: 'Away',
  availableToVisitors: 'Available to visitors',
  availableAbout: 'Available: visitors see that you’re online',
  awayAbout: 'Away: visitors don’t see you as online',
  youAreAway: 'You’re away. Visitors see that you’ll reply later, and you get no alerts.',
  goAvailable: 'Go available',

  aVisitor: 'A visitor',
  newConversation: 'New conversation',
  newMessage: 'New message',
  soundBlocked: 'Your browser blocks the sound in this tab until you click anywhere in it.',

  notificationsAbout:
    'How this browser alerts you to new messages. Other browsers and devices have their own settings.',
  notificationsQuiet: 'Notifications: do not disturb',

  desktop: 'Desktop notifications',
  desktopAbout:
    'Shown while the inbox is open in a tab, even in the background. You get none for the conversation you are looking at, and they disappear once anyone on your team has read the message.',
  turnOn: 'Turn on notifications',
  isOn: 'On in this browser.',
  isOff: 'Off in this browser.',
  asking: 'Your browser is asking for permission now.',
  refused:
    'Your browser blocks notifications from this address. Allow them in its site settings (the icon beside the address), then come back here.',
  insecure:
    'Browsers show notifications only for pages served over https. This page was loaded over http: ask your admin to set up https.',
  missing:
    'This browser does not support notifications for web pages. On an iPhone or iPad, add Porchlight to the Home Screen first; elsewhere use another browser.',
  showText: 'Show what the visitor wrote',
  showTextAbout:
    'Off: notifications show who wrote, not what. On: others can read the beginning of the message on your screen, even while it is locked.',

  test: 'Send me a test',
  testTitle: 'Porchlight test',
  testBody: 'This is how new messages are announced.',
  testSent:
    'Sent. If nothing appeared, your system is blocking it: check its focus mode and its notification settings for this browser.',
  testRefused: 'Your system did not show it. Check its notification settings for this browser.',
  testImpossible:
    'This browser cannot show notifications from a page, as on Android. For notifications, use a browser on a computer; sound works here.',

  sound: 'Sound',
  soundAbout:
    'Only one tab plays it, however many are open. Browsers allow sound in a tab only after you have clicked in it.',
  soundSwitch: 'Play a sound when a visitor writes',
  playSound: 'Play it now',

  quiet: 'Do not disturb',
  quietAbout: 'No notifications and no sound in this browser. Visitors still see you as available.',
  quietNow: 'On until you turn it off.',
  quietUntil: 'On until {time}.',
  quietHour: 'For 1 hour',
  quietMorning: 'Until tomorrow, {time}',
  quietOpen: 'Until I turn it off',
  endQuiet: 'Turn off do not disturb',
  allSettings: 'Notification settings',
} as const satisfies Source
