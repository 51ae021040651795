import { en } from '@/client/words/desk/en'
import { createWords, type Words } from '@/client/words/words'

const english = createWords<typeof en>(en, { language: 'en' })

/** What agents alone read in what both sides share. */
export function useDeskWords(): Words<typeof en> {
  return english
}
