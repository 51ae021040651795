import type { Language } from '@/client/words/catalogue'
import { ar } from '@/client/words/visitor/ar'
import { de } from '@/client/words/visitor/de'
import { en } from '@/client/words/visitor/en'
import { es } from '@/client/words/visitor/es'
import { fr } from '@/client/words/visitor/fr'
import { he } from '@/client/words/visitor/he'
import { it } from '@/client/words/visitor/it'
import { ja } from '@/client/words/visitor/ja'
import { nl } from '@/client/words/visitor/nl'
import { pl } from '@/client/words/visitor/pl'
import { pt } from '@/client/words/visitor/pt'
import { tr } from '@/client/words/visitor/tr'
import { MAX_UNREAD_COUNT } from '@/contract/sites/frame-limits'
import type { ServedWords } from '@/contract/sites/loader-site'

/** The loader's texts, from the catalogues. The build writes them to a file for the server, which sends one language. */
export const servedWords: Record<Language, ServedWords> = {
  en: pick('en', en),
  de: pick('de', de),
  fr: pick('fr', fr),
  es: pick('es', es),
  pt: pick('pt', pt),
  it: pick('it', it),
  nl: pick('nl', nl),
  pl: pick('pl', pl),
  tr: pick('tr', tr),
  ar: pick('ar', ar),
  he: pick('he', he),
  ja: pick('ja', ja),
}

function pick(language: Language, catalogue: ServedWords): ServedWords {
  const { chat, openChat, openChatUnread, closeChat, newMessage, chatNotHere, tryAgain, dismissMessage } =
    catalogue
  return {
    chat,
    openChat,
    openChatUnread: neededForms(language, openChatUnread),
    closeChat,
    newMessage,
    chatNotHere,
    tryAgain,
    dismissMessage,
  }
}

/** The plural forms that a possible count selects, unless they equal `other`, which replaces missing forms. */
function neededForms(
  language: Language,
  forms: ServedWords['openChatUnread'],
): ServedWords['openChatUnread'] {
  const rules = new Intl.PluralRules(language)
  const asked = new Set(Array.from({ length: MAX_UNREAD_COUNT }, (_, index) => rules.select(index + 1)))
  const isNeeded = ([name, form]: [string, string]) =>
    name === 'other' || (asked.has(name as Intl.LDMLPluralRule) && form !== forms.other)
  return Object.fromEntries(Object.entries(forms).filter(isNeeded))
}
