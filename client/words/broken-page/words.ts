import { createWords } from '../words'
import { en } from './en'

/** What the page says that stands in place of a broken one. Agents read English until their catalogue is translated. */
export const brokenPageWords = createWords<typeof en>(en, { language: 'en' })
