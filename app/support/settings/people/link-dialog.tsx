'use client'

import { useRef, useState } from 'react'
import { formatDay, formatTime } from '@/client/text/format-time'
import { isolated, teamWords } from '@/client/words/settings/words'
import controls from '@/components/agent/controls.module.css'
import { Dialog } from '@/components/agent/dialog'
import { TextField } from '@/components/agent/text-field'
import styles from './link-dialog.module.css'

const { t } = teamWords

/** A link that is shown once. */
export type MadeLink = { url: string; expiresAt: string }

type LinkDialogProps = {
  /** `null`: nothing is shown. */
  link: MadeLink | null
  onClose: () => void
  returnFocus: () => HTMLElement | null
}

/** Shows a link to copy: the only time that anyone sees it. */
export function LinkDialog({ link, onClose, returnFocus }: LinkDialogProps) {
  return (
    <Dialog
      title={t('linkTitle')}
      closeLabel={t('close')}
      isOpen={link !== null}
      onClose={onClose}
      returnFocus={returnFocus}
    >
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
    try {
      await navigator.clipboard.writeText(url)
      setOutcome(t('copied'))
    } catch {
      // Over plain http browsers have no clipboard for pages.
      place.current?.querySelector('input')?.select()
      setOutcome(t('copyByHand'))
    }
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
        error={null}
      />
      <div className={styles.actions}>
        <span role="status">{outcome}</span>
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
