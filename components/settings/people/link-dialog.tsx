'use client'

import { useRef, useState } from 'react'
import { copyText } from '@/client/browser/copy-text'
import { formatDay, formatTime } from '@/client/text/format-time'
import { isolated, teamWords } from '@/client/words/settings/words'
import controls from '@/components/controls/controls.module.css'
import { Dialog } from '@/components/controls/dialog'
import dialog from '@/components/controls/dialog.module.css'
import { TextField } from '@/components/controls/text-field'
import styles from './link-dialog.module.css'

const { t } = teamWords

/** A new link, which is shown only once. */
export type MadeLink = { url: string; expiresAt: string }

type LinkDialogProps = {
  /** `null`: closed. */
  link: MadeLink | null
  onClose: () => void
  returnFocus: () => HTMLElement | null
}

/** Shows a new link to copy. It cannot be shown again. */
export function LinkDialog({ link, onClose, returnFocus }: LinkDialogProps) {
  return (
    <Dialog title={t('linkTitle')} isOpen={link !== null} onClose={onClose} returnFocus={returnFocus}>
      {link !== null && <LinkToCopy link={link} onClose={onClose} />}
    </Dialog>
  )
}

function LinkToCopy({ link: { url, expiresAt }, onClose }: { link: MadeLink; onClose: () => void }) {
  const place = useRef<HTMLDivElement>(null)
  const [outcome, setOutcome] = useState('')
  const end = new Date(expiresAt)
  const time = `${formatDay(end, new Date())}, ${formatTime(end)}`

  async function copy() {
    const isCopied = await copyText(url)
    if (!isCopied) place.current?.querySelector('input')?.select()
    setOutcome(isCopied ? t('copied') : t('copyByHand'))
  }

  return (
    <div ref={place} className={styles.link}>
      <p>{t('linkAbout', { time: isolated(time) })}</p>
      <TextField
        name="link"
        label={t('link')}
        readOnly
        dir="ltr"
        value={url}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p role="status" className={styles.outcome}>
        {outcome}
      </p>
      <div className={dialog.answers}>
        <button type="button" className={controls.secondary} onClick={onClose}>
          {t('done')}
        </button>
        <button type="button" className={controls.button} onClick={copy}>
          {t('copyLink')}
        </button>
      </div>
    </div>
  )
}
