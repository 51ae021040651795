import { createWords } from '../words'
import { en } from './en'

/** What agents read of a problem that is none of theirs alone. They read English until their catalogue is translated. */
export const problemWords = createWords<typeof en>(en, { language: 'en' })
