import { partWords } from '@/client/words/parts/words'

/** A browser's name in the agent's language. The server writes "Firefox 153 on Windows", or just "Firefox 153". */
export function browserInWords(name: string): string {
  const [browser = name, system] = name.split(' on ')
  return system === undefined ? name : partWords.t('browserOn', { browser, system })
}
