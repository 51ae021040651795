import { createWords } from '../words'
import { en } from './en'

/** What agents read about problems that visitors meet, too. It is English until the agents' catalogue is translated. */
export const problemWords = createWords<typeof en>(en, { language: 'en' })
