import { createWords } from '../words'
import { en } from './en'

/** What agents can do, in words. Agents read English until their catalogue is translated. */
export const actionWords = createWords<typeof en>(en, { language: 'en' })
