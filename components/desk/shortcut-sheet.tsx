'use client'

import { Fragment, useId } from 'react'
import { composerKeys, shortcuts } from '@/client/desk/shortcuts'
import { partWords } from '@/client/words/parts/words'
import { Modal } from '../controls/modal'
import styles from './shortcut-sheet.module.css'

const { t } = partWords

type ShortcutSheetProps = {
  isOpen: boolean
  onClose: () => void
  areOn: boolean
  onSwitch: (areOn: boolean) => void
}

/** Everything that can be done with a key, and the switch that turns single keys off. */
export function ShortcutSheet({ isOpen, onClose, areOn, onSwitch }: ShortcutSheetProps) {
  const noteId = useId()
  return (
    <Modal title={t('keyboardShortcuts')} isOpen={isOpen} onClose={onClose}>
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
      <KeyTable title={t('inTheInbox')} rows={shortcuts} />
      <KeyTable title={t('inTheReply')} rows={composerKeys} />
    </Modal>
  )
}

type Row = { keys: readonly string[]; label: string }

function KeyTable({ title, rows }: { title: string; rows: readonly Row[] }) {
  return (
    <section className={styles.section}>
      <h3>{title}</h3>
      <dl>
        {rows.map(({ keys, label }) => (
          <div key={label}>
            <dt>
              {keys.map((key, index) => (
                <Fragment key={key}>
                  {index > 0 && <span>{t('or')}</span>}
                  <kbd>{nameOfKey(key)}</kbd>
                </Fragment>
              ))}
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function nameOfKey(key: string): string {
  const isApple = /mac|iphone|ipad/i.test(navigator.userAgent)
  return key
    .replace('Mod+', isApple ? '⌘ ' : 'Ctrl ')
    .replace('Shift+', 'Shift ')
    .replace('Escape', 'Esc')
}
