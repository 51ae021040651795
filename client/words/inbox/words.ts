import { createWords } from '../words'
import { en } from './en'

/** What the inbox says. Agents read English until their catalogue is translated. */
export const inboxWords = createWords<typeof en>(en, { language: 'en' })
