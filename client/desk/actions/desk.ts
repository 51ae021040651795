import { awayFlag } from '@/client/alerts/availability-choice'
import { doNotDisturb, quietAt, quietFor } from '@/client/alerts/do-not-disturb'
import { actionWords } from '@/client/words/actions/words'
import { SETTINGS_PATH } from '../account/next-path'
import type { Action } from './action'

const { t } = actionWords

/** Actions on neither the list nor a conversation. */
export const desk = [
  {
    id: 'palette',
    group: 'desk',
    name: () => t('palette'),
    keys: ['Mod+k'],
    worksInFields: true,
    isKeyOnly: true,
    run({ desk: { dialog } }) {
      dialog.open('palette')
    },
  },
  {
    id: 'undo',
    group: 'desk',
    name: () => t('undo'),
    keys: ['z'],
    isKeyOnly: true,
    run: ({ desk: { toasts } }) => toasts.undoLast(),
  },
  {
    id: 'help',
    group: 'desk',
    name: () => t('help'),
    keys: ['?'],
    run({ desk: { dialog } }) {
      dialog.open('help')
    },
  },
  {
    id: 'toggle-availability',
    group: 'desk',
    name: () => t('toggleAvailability'),
    label: ({ desk: { self } }) => t(awayFlag(self.id).getSnapshot() ? 'goAvailable' : 'goAway'),
    run({ desk: { self } }) {
      const flag = awayFlag(self.id)
      flag.set(!flag.getSnapshot())
    },
  },
  {
    id: 'toggle-quiet',
    group: 'desk',
    name: () => t('toggleQuiet'),
    label: () => t(isQuiet() ? 'endQuiet' : 'beQuiet'),
    run() {
      doNotDisturb.set(isQuiet() ? null : quietFor('hour', Date.now()))
    },
  },
  {
    id: 'settings',
    group: 'desk',
    name: () => t('settings'),
    run({ desk: { way } }) {
      way.leaveFor(SETTINGS_PATH)
    },
  },
  {
    id: 'account',
    group: 'desk',
    name: () => t('account'),
    run({ desk: { dialog } }) {
      dialog.open('account')
    },
  },
] as const satisfies readonly Action[]

function isQuiet(): boolean {
  return quietAt(Date.now(), doNotDisturb.getSnapshot()) !== null
}
