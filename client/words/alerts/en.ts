import type { Source } from '../catalogue'
import { shared } from '../shared-en'

/** Availability, notifications, the sound and do-not-disturb, as agents read them. */
export const en = {
  ...shared,

  available: 'Available',
  away: 'Away',
  availableToVisitors: 'Available to visitors',
  availableAbout: 'Available: visitors see that you are there',
  awayAbout: 'Away: visitors see that nobody is there',
  youAreAway: 'You’re away. Visitors read that you’ll reply later, and nothing alerts you.',
  goAvailable: 'Go available',

  aVisitor: 'A visitor',
  newConversation: 'New conversation',
  newMessage: 'New message',
  soundBlocked: 'Your browser blocks the sound in this tab until you click anywhere in it.',

  notificationsAbout:
    'How this browser tells you that a visitor wrote. Other browsers and devices have their own settings.',
  notificationsQuiet: 'Notifications: do not disturb',

  desktop: 'Desktop notifications',
  desktopAbout:
    'They appear while the inbox is open in a tab, even in the background. The conversation you are looking at shows none, and a notification goes once anyone on your team has read the message.',
  turnOn: 'Turn on notifications',
  isOn: 'On in this browser.',
  isOff: 'Off in this browser.',
  asking: 'Your browser is asking you now.',
  refused:
    'Your browser blocks notifications from this address. Allow them in its site settings (the icon beside the address), then come back here.',
  insecure:
    'Browsers show notifications only for pages served over https. This page came over http: ask your admin to set up https.',
  missing:
    'This browser shows no notifications for web pages. On an iPhone or iPad, add Porchlight to the Home Screen first; elsewhere use another browser.',
  showText: 'Show what the visitor wrote',
  showTextAbout:
    'Off: a notification says who wrote, not what. On: others can read the beginning of the message on your screen, also while it is locked.',

  test: 'Send me a test',
  testTitle: 'Porchlight test',
  testBody: 'This is how you are told that a visitor wrote.',
  testSent:
    'Sent. If nothing appeared, your system holds it back: look for a focus mode, and for this browser in the system’s notification settings.',
  testRefused: 'Your system did not show it. Look for this browser in the system’s notification settings.',
  testImpossible:
    'This browser cannot show notifications while a page is open, as on Android. Use a browser on a computer for them; the sound works here.',

  sound: 'Sound',
  soundAbout:
    'One tab plays it, however many are open. Browsers allow it in a tab only after you have clicked in it once.',
  soundSwitch: 'Play a sound when a visitor writes',
  playSound: 'Play it now',

  quiet: 'Do not disturb',
  quietAbout: 'No notification and no sound in this browser. Visitors still see you as available.',
  quietNow: 'On until you end it.',
  quietUntil: 'On until {time}.',
  quietHour: 'For 1 hour',
  quietMorning: 'Until tomorrow, {time}',
  quietOpen: 'Until I end it',
  endQuiet: 'End do not disturb',
  allSettings: 'Notification settings',
} as const satisfies Source
