import { agentWords } from '../agent-words'
import { en } from './en'

/** The wording of the team pages. */
export const teamWords = agentWords<typeof en>('team', en)

/** Isolates the direction of a name in a sentence, so that it does not reorder the surrounding text. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`
}
