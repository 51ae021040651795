import { createWords } from '../words'
import { en } from './en'

/** What the pages of the team say. Agents read English until their catalogue is translated. */
export const teamWords = createWords<typeof en>(en, { language: 'en' })

/** A name inside a sentence: it may be written in the other direction, and must not turn its neighbours round. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`
}
