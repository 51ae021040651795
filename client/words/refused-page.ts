import type { Language, Translation } from './catalogue'
import { createWords, type Words } from './words'

const en = {
  title: 'One moment',
  triesAgain: {
    one: 'This page cannot be shown right now. Trying again in {count} second.',
    other: 'This page cannot be shown right now. Trying again in {count} seconds.',
  },
} as const

/** The texts of the page that the server sends while it cannot render the one asked for. No chat loads them. */
const catalogues: { [L in Language]: Translation<typeof en, L> } = {
  en,
  de: {
    title: 'Einen Moment',
    triesAgain: {
      one: 'Diese Seite lässt sich gerade nicht anzeigen. Nächster Versuch in {count} Sekunde.',
      other: 'Diese Seite lässt sich gerade nicht anzeigen. Nächster Versuch in {count} Sekunden.',
    },
  },
  fr: {
    title: 'Un instant',
    triesAgain: {
      one: 'Cette page ne peut pas être affichée pour le moment. Nouvelle tentative dans {count} seconde.',
      many: 'Cette page ne peut pas être affichée pour le moment. Nouvelle tentative dans {count} de secondes.',
      other: 'Cette page ne peut pas être affichée pour le moment. Nouvelle tentative dans {count} secondes.',
    },
  },
  es: {
    title: 'Un momento',
    triesAgain: {
      one: 'Esta página no se puede mostrar ahora. Nuevo intento en {count} segundo.',
      many: 'Esta página no se puede mostrar ahora. Nuevo intento en {count} de segundos.',
      other: 'Esta página no se puede mostrar ahora. Nuevo intento en {count} segundos.',
    },
  },
  pt: {
    title: 'Um momento',
    triesAgain: {
      one: 'Não é possível mostrar esta página agora. Nova tentativa em {count} segundo.',
      many: 'Não é possível mostrar esta página agora. Nova tentativa em {count} de segundos.',
      other: 'Não é possível mostrar esta página agora. Nova tentativa em {count} segundos.',
    },
  },
  it: {
    title: 'Un momento',
    triesAgain: {
      one: 'Al momento non è possibile mostrare questa pagina. Nuovo tentativo tra {count} secondo.',
      many: 'Al momento non è possibile mostrare questa pagina. Nuovo tentativo tra {count} di secondi.',
      other: 'Al momento non è possibile mostrare questa pagina. Nuovo tentativo tra {count} secondi.',
    },
  },
  nl: {
    title: 'Een ogenblik',
    triesAgain: {
      one: 'Deze pagina kan nu niet worden getoond. Nieuwe poging over {count} seconde.',
      other: 'Deze pagina kan nu niet worden getoond. Nieuwe poging over {count} seconden.',
    },
  },
  pl: {
    title: 'Chwileczkę',
    triesAgain: {
      one: 'Nie można teraz wyświetlić tej strony. Ponowna próba za {count} sekundę.',
      few: 'Nie można teraz wyświetlić tej strony. Ponowna próba za {count} sekundy.',
      many: 'Nie można teraz wyświetlić tej strony. Ponowna próba za {count} sekund.',
      other: 'Nie można teraz wyświetlić tej strony. Ponowna próba za {count} sekundy.',
    },
  },
  tr: {
    title: 'Lütfen bekleyin',
    triesAgain: {
      one: 'Bu sayfa şu anda gösterilemiyor. {count} saniye sonra yeniden denenecek.',
      other: 'Bu sayfa şu anda gösterilemiyor. {count} saniye sonra yeniden denenecek.',
    },
  },
  ar: {
    title: 'لحظة واحدة',
    triesAgain: {
      zero: 'لا يمكن عرض هذه الصفحة حاليًا. ستُعاد المحاولة الآن.',
      one: 'لا يمكن عرض هذه الصفحة حاليًا. ستُعاد المحاولة بعد ثانية واحدة.',
      two: 'لا يمكن عرض هذه الصفحة حاليًا. ستُعاد المحاولة بعد ثانيتين.',
      few: 'لا يمكن عرض هذه الصفحة حاليًا. ستُعاد المحاولة بعد {count} ثوانٍ.',
      many: 'لا يمكن عرض هذه الصفحة حاليًا. ستُعاد المحاولة بعد {count} ثانية.',
      other: 'لا يمكن عرض هذه الصفحة حاليًا. ستُعاد المحاولة بعد {count} ثانية.',
    },
  },
  he: {
    title: 'רק רגע',
    triesAgain: {
      one: 'לא ניתן להציג כרגע את הדף. ניסיון נוסף בעוד שנייה אחת.',
      two: 'לא ניתן להציג כרגע את הדף. ניסיון נוסף בעוד שתי שניות.',
      other: 'לא ניתן להציג כרגע את הדף. ניסיון נוסף בעוד {count} שניות.',
    },
  },
  ja: {
    title: '少々お待ちください',
    triesAgain: {
      other: 'ただいまこのページを表示できません。{count}秒後にもう一度試します。',
    },
  },
}

const made = new Map<Language, Words<typeof en>>()

/** The words of the refused page in a language. */
export function refusedPageWords(language: Language): Words<typeof en> {
  const words = made.get(language) ?? createWords<typeof en>(catalogues[language], { language })
  made.set(language, words)
  return words
}
