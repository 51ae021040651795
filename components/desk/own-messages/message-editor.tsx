'use client'

import { type KeyboardEvent, type SyntheticEvent, useEffect, useId, useRef, useState } from 'react'
import { ownWords } from '@/client/words/own-words/words'
import { isComposing, isTouch } from '@/components/composer/enter-key'
import { useFieldHeight } from '@/components/composer/use-field-height'
import controls from '@/components/controls/controls.module.css'
import { classNames } from '@/components/ui/class-names'
import { MAX_CONTENT_LENGTH } from '@/contract/limits'
import type { Message } from '@/contract/log/message'
import { cleanContent, codePointLength, isVisible } from '@/contract/text'
import { useWords } from '@/hooks/browser/use-words'
import styles from './message-editor.module.css'
import { type Edit, useOwnMessages } from './own-messages-context'
import { useMessageChanges } from './use-message-changes'

const { t } = ownWords

/** Those whose field has taken the focus. It does so once, not whenever its row comes back into the log's window. */
const focused = new WeakSet<Edit>()

type MessageEditorProps = { message: Message; edit: Edit; onClose: () => void }

/** Edits a message in place of its bubble. If saving fails, the text stays in the field, with the reason below. */
export function MessageEditor({ message, edit, onClose }: MessageEditorProps) {
  const { keep, textOf } = useOwnMessages()
  const { save } = useMessageChanges()
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(() => textOf(message.id, edit))
  /** The version being edited. `null` after a conflict: the author has been warned, so saving replaces the newest version. */
  const [version, setVersion] = useState<number | null>(edit.version)
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const problemId = useId()
  const words = useWords()
  const content = cleanContent(text)
  const left = MAX_CONTENT_LENGTH - codePointLength(content)
  const isNote = message.kind === 'note'
  const shownProblem =
    left < 0
      ? words.t('charactersTooMany', { count: -left })
      : message.deletedAt === null
        ? problem
        : t('changeDeleted')
  useFieldHeight(field, text)

  useEffect(() => {
    if (edit.from === null || focused.has(edit)) return
    focused.add(edit)
    const { current } = field
    current?.focus()
    current?.setSelectionRange(current.value.length, current.value.length)
  }, [edit])

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (isBusy || left < 0 || message.deletedAt !== null) return
    if (!isVisible(content)) return setProblem(t('changeEmpty'))
    if (content === message.content) return onClose()
    setIsBusy(true)
    const obstacle = await save(message.id, { content, version: version ?? message.version })
    setIsBusy(false)
    if (obstacle === null) return onClose()
    setProblem(obstacle.isConflict ? t('editConflict') : obstacle.reason)
    if (obstacle.isConflict) setVersion(null)
  }

  function press(event: KeyboardEvent) {
    if (isComposing(event)) return
    if (event.key === 'Escape') {
      event.preventDefault()
      onClose()
    } else if (event.key === 'Enter' && !event.shiftKey && !isTouch()) void submit(event)
  }

  return (
    <form className={classNames(styles.editor, isNote && styles.note)} onSubmit={submit}>
      <textarea
        ref={field}
        rows={1}
        value={text}
        readOnly={isBusy}
        aria-label={t(isNote ? 'editNote' : 'editMessage')}
        aria-invalid={left < 0}
        aria-describedby={problemId}
        onChange={({ target }) => {
          setText(target.value)
          keep(message.id, { text: target.value, version: edit.version })
        }}
        onKeyDown={press}
      />
      <p id={problemId} role="alert" className={styles.problem}>
        {shownProblem}
      </p>
      <div className={styles.ends}>
        <span className={styles.keys}>{t('editKeys')}</span>
        <button type="button" className={controls.secondary} onClick={onClose}>
          {t('cancel')}
        </button>
        <button type="submit" className={controls.button} aria-disabled={isBusy}>
          {isBusy ? t('saving') : t('save')}
        </button>
      </div>
    </form>
  )
}
