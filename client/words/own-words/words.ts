import { createWords } from '../words'
import { en } from './en'

/** What is said where agents edit and delete what they wrote. Agents read English until their catalogue is translated. */
export const ownWords = createWords<typeof en>(en, { language: 'en' })
