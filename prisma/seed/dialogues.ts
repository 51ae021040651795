import type { places } from './cast'

/**
 * A conversation in the demo. The list below is newest first. Lines start with `v` for the visitor or `a` for the team.
 * `unread`: how many of the visitor's last lines the team has not seen. `closed`: the conversation is closed. `settled`: the
 * visitor's last lines need no answer.
 */
export type Dialogue = {
  visitor: string | null
  email?: string
  place: keyof typeof places
  lines: string[]
  unread?: number
  closed?: boolean
  settled?: boolean
}

export const dialogues: Dialogue[] = [
  {
    visitor: 'Vera Kowalska',
    email: 'vera.kowalska@example.net',
    place: 'gb',
    lines: ['v Hello, is the storm lantern safe to leave outside in the rain?'],
    unread: 1,
  },
  {
    visitor: 'Victor Hale',
    email: 'victor@example.org',
    place: 'us',
    lines: [
      'v Hi! My order 10482 says “delivered”, but nothing is here.',
      'a Hi Victor, I am sorry about that. I am asking the carrier for the delivery photo.',
      'v Thank you. The neighbours have not seen it either.',
      'v Any news?',
    ],
    unread: 2,
  },
  {
    visitor: 'נועה לוי',
    email: 'noa@example.co.il',
    place: 'il',
    lines: [
      'v שלום, האם אתם שולחים לחיפה?',
      'a Hello Noa! Yes, it takes about six days.',
      'v מצוין, תודה רבה!',
    ],
    unread: 1,
  },
  {
    visitor: '🦉 night owl 🌙',
    place: 'us',
    lines: [
      'v is anyone awake 👀',
      'v my reading light flickers when I dim it below 20 %',
      'v video: https://example.com/flicker',
    ],
    unread: 3,
  },
  {
    visitor: null,
    place: 'de',
    lines: ['v Do you have a shop in Leipzig?'],
    unread: 1,
  },
  {
    visitor: 'ليلى حسن',
    email: 'layla@example.com',
    place: 'eg',
    lines: [
      'v مرحبا، هل يمكنني تغيير لون المصباح في طلبي؟',
      'a Of course, Layla. Which colour would you like?',
      'v الأزرق من فضلك',
    ],
  },
  {
    visitor: 'Wolfeschlegelsteinhausenbergerdorff-Donaudampfschifffahrtsgesellschaft',
    place: 'de',
    lines: [
      'v Your form cuts off my name. It has 70 letters.',
      'a Oh no. We print it by hand for you today, and I have told our developers.',
      'v RindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzlichermaßenvorgeschriebeneWörter are normal here :)',
    ],
    settled: true,
  },
  {
    visitor: 'Camille Dubois',
    email: 'camille@example.fr',
    place: 'fr',
    lines: [
      'v Bonjour, could I have an invoice with our VAT number?',
      'a Bonjour Camille! Which number shall it carry?',
      'v FR 40 303 265 045',
      'a Done. It is in your inbox.',
      'v Parfait, merci !',
    ],
    closed: true,
  },
  {
    visitor: 'Sam',
    place: 'us',
    lines: ['v what bulb does the porch classic take', 'a An E26, up to 40 W or any LED.', 'v 👍'],
    closed: true,
  },
  {
    visitor: '田中 さくら',
    email: 'sakura@example.jp',
    place: 'jp',
    lines: [
      'v こんにちは。日本の電圧（100V）で使えますか？',
      'a Hello! Yes, it works from 100 to 240 V.',
      'v ありがとうございます。',
    ],
    settled: true,
  },
  {
    visitor: 'Oskar Lund',
    place: 'gb',
    lines: [
      'v The checkout shows “card declined”, my bank says nothing arrived.',
      'a Could you try once more? We had a short outage until ten minutes ago.',
      'v That worked!',
    ],
    settled: true,
  },
  {
    visitor: 'Priya Raman',
    email: 'priya@example.in',
    place: 'in',
    lines: [
      'v Do you offer a discount for schools? We would need 24 desk lamps.',
      'a We do: 15 % from ten pieces. Shall I prepare an offer?',
      'v Yes please, to this address.',
      'a It is on its way, valid for 30 days.',
    ],
  },
  {
    visitor: null,
    place: 'us',
    lines: ['v hello??', 'a Hello! How can I help?'],
  },
  {
    visitor: 'Marta & Rui',
    place: 'br',
    lines: [
      'v Oi! Can we pick the lamp up ourselves on Saturday?',
      'a Yes, from 10 to 14 h at the back door. Please bring the order number.',
      'v Great, see you there',
    ],
    settled: true,
  },
  {
    visitor: 'Jean-Luc',
    place: 'fr',
    lines: [
      'v My lantern arrived with a crack in the glass.',
      'a I am sorry! A photo is enough, no need to send it back.',
      'v https://example.com/photos/lantern-crack.jpg',
      'a Thank you. A new one leaves today.',
      'v Merci, that was quick.',
    ],
    closed: true,
  },
  {
    visitor: 'Grace O’Neill',
    email: 'grace@example.ie',
    place: 'gb',
    lines: ['v How long is the warranty?', 'a Five years on everything but the bulb.'],
    closed: true,
  },
  {
    visitor: 'Tomás',
    place: 'br',
    lines: [
      'v Is there an app for the smart bulb?',
      'a No app: it listens to its own web page on your network.',
      'v even better',
    ],
    settled: true,
  },
  {
    visitor: 'Ines Keller',
    email: 'ines.keller@example.de',
    place: 'de',
    lines: [
      'v I would like to return the floor lamp, it is too tall for the room.',
      'a No problem. The label is in your order, under “returns”.',
      'v Found it. When is the money back?',
      'a Three working days after it reaches us.',
    ],
  },
  {
    visitor: 'Dev Patel',
    place: 'in',
    lines: [
      'v Can the reading light run on a power bank?',
      'a Yes, over USB-C, about nine hours with 10 000 mAh.',
    ],
    closed: true,
  },
  {
    visitor: 'Hannah',
    place: 'us',
    lines: [
      'v I typed the wrong street in order 10377',
      'a Caught in time. What is the right one?',
      'v 12 Alder Lane instead of 21',
      'a Changed.',
      'v you are a star ⭐',
    ],
    settled: true,
  },
  {
    visitor: 'أحمد',
    place: 'eg',
    lines: ['v كم تكلفة الشحن إلى القاهرة؟', 'a Hello Ahmed, shipping to Cairo is 14 €.'],
  },
  {
    visitor: 'Lotte de Vries',
    email: 'lotte@example.nl',
    place: 'de',
    lines: [
      'v Is the cable replaceable?',
      'a It is, with a normal screwdriver. Spare cables are under “parts”.',
      'v Love that.',
    ],
    closed: true,
  },
  {
    visitor: 'Mr. Finch',
    place: 'gb',
    lines: [
      'v Good evening. I seek a lamp for my late wife’s writing desk. Warm light, brass if possible.',
      'a Good evening. The “Harbour” might suit: solid brass, 2200 K, and it dims without a hum.',
      'v It sounds right. I shall think it over.',
      'a Take your time. I have put one aside for you until Friday.',
      'v That is kind.',
    ],
    settled: true,
  },
  {
    visitor: 'Kenji',
    place: 'jp',
    lines: [
      'v tracking link is 404',
      'a It wakes up when the parcel reaches the first depot, usually the next morning.',
      'v ok thx',
    ],
    closed: true,
  },
  {
    visitor: 'Amara Diallo',
    email: 'amara@example.sn',
    place: 'fr',
    lines: ['v Can I pay in two parts?', 'a From 150 € on, yes: choose “later” at the checkout.'],
  },
  {
    visitor: 'bob',
    place: 'us',
    lines: ['v unsubscribe', 'a Done, no more newsletters for you.', 'v thanks'],
    closed: true,
  },
  {
    visitor: 'Zoë Brandt',
    place: 'de',
    lines: [
      'v The manual is missing page 4 :(',
      'a Here it is: https://example.com/manuals/storm-lantern.pdf',
      'v Got it!',
    ],
    closed: true,
  },
  {
    visitor: 'Rafael',
    place: 'br',
    lines: [
      'v Which of the two is brighter?\n\n1. Storm lantern\n2. Porch classic',
      'a The porch classic: 800 against 450 lumen.',
    ],
  },
  {
    visitor: 'דניאל',
    place: 'il',
    lines: ['v האם הפנס עמיד במים? (IP65)', 'a Yes: IP65, it may stand in the rain.', 'v תודה'],
    closed: true,
  },
  {
    visitor: 'Emily Stone',
    email: 'emily@example.com',
    place: 'us',
    lines: ['v Do you ship to Alaska?', 'a We do, by post only, so count on two weeks.', 'v No rush!'],
    settled: true,
  },
  {
    visitor: 'Pavel',
    place: 'de',
    lines: ['v The remote has no battery inside', 'a Sorry, airlines insist. It takes a CR2032.'],
    closed: true,
  },
  {
    visitor: 'Nia Roberts',
    place: 'gb',
    lines: [
      'v Is the black one back in stock soon?',
      'a On the 3rd. Shall I tell you then?',
      'v yes, nia@example.co.uk',
    ],
  },
  {
    visitor: null,
    place: 'fr',
    lines: ['v test', 'a It works :) Anything we can do for you?'],
    closed: true,
  },
  {
    visitor: 'Lucía Fernández',
    email: 'lucia@example.es',
    place: 'fr',
    lines: [
      'v Hola, the discount code WELCOME does not work.',
      'a It is for first orders only. I have made you a new one: PATIENCE10',
      'v ¡Gracias!',
    ],
    closed: true,
  },
  {
    visitor: 'Theo',
    place: 'us',
    lines: ['v Can I cancel order 10290?', 'a Cancelled, the money is back tomorrow.', 'v ty'],
    closed: true,
  },
  {
    visitor: 'Ingrid Solberg',
    email: 'ingrid@example.no',
    place: 'de',
    lines: ['v Do the candles smell?', 'a Only of beeswax.', 'v Perfect.'],
    closed: true,
  },
  {
    visitor: '💡',
    place: 'us',
    lines: ['v 💡💡💡', 'a ✨'],
    closed: true,
  },
  {
    visitor: 'Fatima Zahra',
    place: 'fr',
    lines: ['v Is gift wrapping possible?', 'a Yes, tick “gift” in the cart. It is free this month.'],
    closed: true,
  },
  {
    visitor: 'George Whitfield III',
    place: 'gb',
    lines: [
      'v My father bought a lamp from you in 1987 and it still works. I only wanted to tell you.',
      'a You have just made the whole team’s day. Thank you!',
      'v Keep the light on.',
    ],
    closed: true,
  },
  {
    visitor: 'Mei Lin',
    email: 'mei@example.sg',
    place: 'jp',
    lines: [
      'v Can you engrave a short text on the base?',
      'a Up to 24 letters, three days more. What shall it say?',
      'v “Home is where the lamp is”',
      'a That is 25 with the spaces, and we will make it fit.',
      'v 🙏',
    ],
    closed: true,
  },
]
