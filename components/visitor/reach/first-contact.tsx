import { type KeyboardEvent, useId } from 'react'
import { MAX_EMAIL_LENGTH, MAX_NAME_LENGTH } from '@/contract/limits'
import { useWords } from '@/hooks/browser/use-words'
import { ContactField } from './contact-field'
import styles from './first-contact.module.css'
import type { Reach } from './use-reach'

/** Asks for an address and a name before the first message, when no agent is available. */
export function FirstContact({ reach, onDone }: { reach: Reach; onDone: () => void }) {
  const { t } = useWords()
  const titleId = useId()
  const { typed, type, isEmailWrong, emailRef } = reach

  /** Enter moves on to the message. */
  function goOn(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    onDone()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend cannot be laid out as part of the grid
    <div role="group" aria-labelledby={titleId} className={styles.group} onKeyDown={goOn}>
      <div>
        <p id={titleId} className={styles.title}>
          {t('weAreAway')}
        </p>
        <p className={styles.reason}>{t('weAreAwayAsk')}</p>
      </div>
      <ContactField
        label={t('emailOptional')}
        inputRef={emailRef}
        type="email"
        name="email"
        autoComplete="email"
        inputMode="email"
        enterKeyHint="next"
        maxLength={MAX_EMAIL_LENGTH}
        value={typed.email}
        error={isEmailWrong ? t('addressWrongOptional') : null}
        onChange={(event) => type({ email: event.target.value })}
      />
      <ContactField
        label={t('nameOptional')}
        type="text"
        name="name"
        autoComplete="name"
        enterKeyHint="next"
        maxLength={MAX_NAME_LENGTH}
        value={typed.name}
        onChange={(event) => type({ name: event.target.value })}
      />
    </div>
  )
}
