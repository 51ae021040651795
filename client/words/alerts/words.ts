import { createWords } from '../words'
import { en } from './en'

/** What tells agents of messages, and whether they are there. Agents read English until their catalogue is translated. */
export const alertWords = createWords<typeof en>(en, { language: 'en' })
