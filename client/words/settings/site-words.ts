import { createWords } from '../words'
import { en } from './sites-en'

/** What the pages of sites and of the set-up say. Agents read English until their catalogue is translated. */
export const siteWords = createWords<typeof en>(en, { language: 'en' })
