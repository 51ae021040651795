'use client'

import { type KeyboardEvent, type ReactNode, type SyntheticEvent, useId, useRef } from 'react'
import type { BrowserStorage } from '@/client/browser/browser-storage'
import { LENGTH_SHOWN_FROM } from '@/client/constants'
import { MAX_CONTENT_LENGTH } from '@/contract/limits'
import { cleanContent, codePointLength, isVisible } from '@/contract/text'
import { useDeskWords } from '@/hooks/browser/use-desk-words'
import { useWords } from '@/hooks/browser/use-words'
import { useDraft } from '@/hooks/conversation/use-draft'
import { classNames } from '../ui/class-names'
import { CheckIcon, SendIcon } from '../ui/icons'
import { isComposing, isTouch } from './enter-key'
import styles from './message-composer.module.css'
import { useFieldHeight } from './use-field-height'

type MessageComposerProps = {
  /** Names the field for those who do not see it. */
  label: string
  placeholder: string
  /** Under which the unsent text is kept, through reloads and crashes. Another key brings another text. */
  draftKey: string
  /** Where that is; default: where this browser keeps what is an agent's. */
  storage?: BrowserStorage
  /** Receives the text as it will be stored; never called with nothing to read, nor with a text that is too long. */
  onSend: (content: string) => void
  /** Asked before `onSend`; `false` leaves the text in the field. */
  admits?: () => boolean
  /** Called when the text has changed and is not empty. */
  onTyping?: () => void
  /** Called when the text was sent, emptied or left. */
  onStopTyping?: () => void
  /** As `onSend`, for the one who also ends the conversation with it: Ctrl or ⌘ with Enter, and a button. */
  onSendAndClose?: (content: string) => void
  /** The same keys and button, while there is nothing to send. */
  onClose?: () => void
  /** Called when the first letter of a new text was written. */
  onBegin?: () => void
  /** Called with each key before anything else; a default that it prevents does not happen. */
  onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void
  /** Names the button that sends, where that does something else. */
  sendLabel?: string
  /** More of the form, before Send. */
  actions?: ReactNode
  autoFocus?: boolean
}

/** A text and a Send. Never locked: what becomes of a sent message is shown in the log, not here. */
export function MessageComposer(props: MessageComposerProps) {
  const { label, placeholder, draftKey, onSend, onTyping, onStopTyping, actions, autoFocus = false } = props
  const { onSendAndClose, onClose, onBegin, onKeyDown, storage, admits } = props
  const fieldRef = useRef<HTMLTextAreaElement>(null)
  const draft = useDraft(draftKey, { storage, onReturned: () => fieldRef.current?.focus() })
  const { text } = draft
  const hintId = useId()
  const { t } = useWords()
  const deskWords = useDeskWords()
  const { sendLabel = t('send') } = props
  const content = cleanContent(text)
  const left = MAX_CONTENT_LENGTH - codePointLength(content)
  const showsLeft = left <= MAX_CONTENT_LENGTH * (1 - LENGTH_SHOWN_FROM)
  useFieldHeight(fieldRef, text)

  function send(event: SyntheticEvent, deliver = onSend) {
    event.preventDefault()
    fieldRef.current?.focus()
    if (!isVisible(content) || left < 0) return
    if (admits && !admits()) return
    deliver(content)
    draft.sent(content)
    onStopTyping?.()
  }

  function sendAndClose(event: SyntheticEvent) {
    if (isVisible(content)) return send(event, onSendAndClose)
    event.preventDefault()
    onClose?.()
  }

  function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>) {
    onKeyDown?.(event)
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return
    if (onSendAndClose && (event.ctrlKey || event.metaKey)) sendAndClose(event)
    else if (!isTouch()) send(event)
  }

  function change(value: string) {
    if (text === '' && value !== '') onBegin?.()
    draft.type(value)
    if (value.trim() === '') onStopTyping?.()
    else onTyping?.()
  }

  return (
    <form onSubmit={send} className={styles.form}>
      <div className={styles.box}>
        <textarea
          ref={fieldRef}
          className={styles.field}
          rows={1}
          value={text}
          placeholder={placeholder}
          aria-label={label}
          aria-invalid={left < 0}
          aria-describedby={showsLeft ? hintId : undefined}
          enterKeyHint="enter"
          // biome-ignore lint/a11y/noAutofocus: a conversation is opened to write in it
          autoFocus={autoFocus}
          onChange={(event) => change(event.target.value)}
          onKeyDown={sendOnEnter}
          onBlur={onStopTyping}
        />
        {actions}
        {onSendAndClose && (
          <button
            type="button"
            className={styles.sendAndClose}
            aria-label={deskWords.t('sendAndClose')}
            data-tip
            onClick={sendAndClose}
          >
            <CheckIcon />
            <span>{deskWords.t('sendAndClose')}</span>
          </button>
        )}
        {/* The field keeps the focus, and a phone its keyboard. */}
        <button
          type="submit"
          className={styles.send}
          aria-label={sendLabel}
          {...(onSendAndClose ? { 'data-tip': '' } : { title: sendLabel })}
          onPointerDown={(event) => event.preventDefault()}
        >
          <SendIcon />
        </button>
      </div>
      {showsLeft && (
        <p id={hintId} className={classNames(styles.hint, left < 0 && styles.tooLong)}>
          {left < 0 ? t('charactersTooMany', { count: -left }) : t('charactersLeft', { count: left })}
        </p>
      )}
    </form>
  )
}
