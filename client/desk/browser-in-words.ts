import { partWords } from '@/client/words/parts/words'

/** A browser as agents read it. The server calls it "Firefox 153 on Windows" or, where it knows no more, "Firefox 153". */
export function browserInWords(name: string): string {
  const [browser = name, system] = name.split(' on ')
  return system === undefined ? name : partWords.t('browserOn', { browser, system })
}
