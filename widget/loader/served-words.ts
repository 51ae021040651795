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
import type { ServedWords } from '@/contract/loader-site'

/** What the loader says, picked from the catalogues. The build writes it down for the server, which sends one language of it. */
export const servedWords: Record<Language, ServedWords> = {
  en: pick(en),
  de: pick(de),
  fr: pick(fr),
  es: pick(es),
  pt: pick(pt),
  it: pick(it),
  nl: pick(nl),
  pl: pick(pl),
  tr: pick(tr),
  ar: pick(ar),
  he: pick(he),
  ja: pick(ja),
}

function pick(catalogue: ServedWords): ServedWords {
  const { chat, openChat, openChatUnread, closeChat, newMessage, chatNotHere, tryAgain, dismissMessage } =
    catalogue
  return { chat, openChat, openChatUnread, closeChat, newMessage, chatNotHere, tryAgain, dismissMessage }
}
