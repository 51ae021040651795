import { createWords } from '../words'
import { en } from './en'

/** What the parts say that several of the agents' pages are made of. Agents read English until their catalogue is translated. */
export const partWords = createWords<typeof en>(en, { language: 'en' })
