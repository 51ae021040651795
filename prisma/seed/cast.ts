import type { Role } from '@/generated/prisma/client'

/** The team of the demo. */
export const agents: { name: string; email: string; role: Role }[] = [
  { name: 'Ada Lindqvist', email: 'ada@example.com', role: 'ADMIN' },
  { name: 'Ben Okafor', email: 'ben@example.com', role: 'AGENT' },
  { name: 'Chiara Moretti', email: 'chiara@example.com', role: 'AGENT' },
]

/** Where visitors write from, with matching language and time zone. */
export const places = {
  us: { language: 'en-US', timeZone: 'America/New_York' },
  gb: { language: 'en-GB', timeZone: 'Europe/London' },
  de: { language: 'de-DE', timeZone: 'Europe/Berlin' },
  fr: { language: 'fr-FR', timeZone: 'Europe/Paris' },
  br: { language: 'pt-BR', timeZone: 'America/Sao_Paulo' },
  il: { language: 'he-IL', timeZone: 'Asia/Jerusalem' },
  eg: { language: 'ar-EG', timeZone: 'Africa/Cairo' },
  jp: { language: 'ja-JP', timeZone: 'Asia/Tokyo' },
  in: { language: 'hi-IN', timeZone: 'Asia/Kolkata' },
} as const

export const browsers = [
  'Chrome on Windows',
  'Safari on iPhone',
  'Firefox on Linux',
  'Chrome on Android',
  'Safari on Mac',
]

export const pages = [
  '/',
  '/lamps',
  '/lamps/storm-lantern',
  '/lamps/reading-light',
  '/cart',
  '/checkout',
  '/returns',
]
