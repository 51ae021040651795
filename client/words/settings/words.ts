import { agentWords } from '../agent-words'
import { en } from './en'

/** What the pages of the team say. */
export const teamWords = agentWords<typeof en>('team', en)

/** A name inside a sentence: it may be written in the other direction, and must not turn its neighbours round. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`
}
