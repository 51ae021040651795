import { createWords } from '../words'
import { en } from './account-en'

/** What the pages say on which agents make, enter and keep their account. Agents read English until their catalogue is translated. */
export const accountWords = createWords<typeof en>(en, { language: 'en' })
