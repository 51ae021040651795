import type { Language } from '../catalogue'

type Sample = { question: string; answer: string }

/** The conversation in the preview of a site's chat, in each language for visitors. */
export const samples: Readonly<Record<Language, Sample>> = {
  en: { question: 'Do you ship to Lisbon?', answer: 'We do, in three days.' },
  de: { question: 'Liefern Sie nach Lissabon?', answer: 'Ja, in drei Tagen.' },
  fr: { question: 'Livrez-vous à Lisbonne ?', answer: 'Oui, en trois jours.' },
  es: { question: '¿Hacen envíos a Lisboa?', answer: 'Sí, en tres días.' },
  pt: { question: 'Vocês entregam em Lisboa?', answer: 'Sim, em três dias.' },
  it: { question: 'Spedite a Lisbona?', answer: 'Sì, in tre giorni.' },
  nl: { question: 'Bezorgen jullie in Lissabon?', answer: 'Ja, binnen drie dagen.' },
  pl: { question: 'Czy wysyłacie do Lizbony?', answer: 'Tak, w trzy dni.' },
  tr: { question: 'Lizbon’a gönderim yapıyor musunuz?', answer: 'Evet, üç günde.' },
  ar: { question: 'هل تشحنون إلى لشبونة؟', answer: 'نعم، خلال ثلاثة أيام.' },
  he: { question: 'אתם שולחים לליסבון?', answer: 'כן, תוך שלושה ימים.' },
  ja: { question: 'リスボンまで配送できますか？', answer: 'はい、3日でお届けします。' },
}
