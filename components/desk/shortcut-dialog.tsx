'use client'

import { Fragment, useId } from 'react'
import { composerKeys } from '@/client/desk/actions/keys'
import { actions } from '@/client/desk/actions/registry'
import { actionWords } from '@/client/words/actions/words'
import { Dialog } from '../controls/dialog'
import { nameOfKey } from '../controls/name-of-key'
import styles from './shortcut-sheet.module.css'

const { t } = actionWords

/** The actions with shortcuts. */
const keyed = actions.filter((action): action is typeof action & Row => action.keys !== undefined)

type ShortcutDialogProps = {
  isOpen: boolean
  onClose: () => void
  areOn: boolean
  onSwitch: (areOn: boolean) => void
}

/** Lists all keyboard shortcuts, with a switch that turns single-key shortcuts off. */
export function ShortcutDialog({ isOpen, onClose, areOn, onSwitch }: ShortcutDialogProps) {
  const noteId = useId()
  return (
    <Dialog title={t('help')} isOpen={isOpen} onClose={onClose}>
      <label className={styles.switch}>
        <input
          type="checkbox"
          checked={areOn}
          aria-describedby={noteId}
          onChange={(event) => onSwitch(event.target.checked)}
        />
        <span>{t('singleKeys')}</span>
      </label>
      <p id={noteId} className={styles.note}>
        {t('singleKeysAbout')}
      </p>
      <KeyTable title={t('inTheInbox')} rows={keyed} />
      <KeyTable title={t('inTheReply')} rows={composerKeys} />
    </Dialog>
  )
}

type Row = { keys: readonly string[]; name: () => string }

function KeyTable({ title, rows }: { title: string; rows: readonly Row[] }) {
  return (
    <section className={styles.section}>
      <h3>{title}</h3>
      <dl>
        {rows.map(({ keys, name }) => (
          <div key={keys[0]}>
            <dt>
              {keys.map((key, index) => (
                <Fragment key={key}>
                  {index > 0 && <span>{t('or')}</span>}
                  <kbd>{nameOfKey(key)}</kbd>
                </Fragment>
              ))}
            </dt>
            <dd>{name()}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
