import type { Translation } from '../catalogue'
import type { en } from './en'

/** The agents' wording for components that both sides use, in German. */
export const de: Translation<typeof en, 'de'> = {
  note: 'Notiz · ',
  onlyTeam: ' · nur Ihr Team sieht das',
  noteDeleted: 'Notiz gelöscht',
  sendAndClose: 'Senden & beenden',
  colleague: 'Jemand aus dem Team',
  passed: 'Nicht gesendet: Inzwischen hat jemand aus dem Team geantwortet.',
  passedBy: 'Nicht gesendet: {name} hat inzwischen geantwortet:',
  passedByAnnounced: 'Nicht gesendet: {name} hat inzwischen geantwortet',
  passedAnnounced: 'Nicht gesendet: Inzwischen hat jemand aus dem Team geantwortet',
  keepEditing: 'Weiterbearbeiten',
  sendAnyway: 'Trotzdem senden',
  youBlocked: 'Sie haben diesen Besucher blockiert',
  blockedBy: '{name} hat diesen Besucher blockiert',
  youUnblocked: 'Sie haben die Blockierung dieses Besuchers aufgehoben',
  unblockedBy: '{name} hat die Blockierung dieses Besuchers aufgehoben',
  writingReply: {
    one: '{names} schreibt eine Antwort…',
    other: '{names} schreiben eine Antwort…',
  },
}
