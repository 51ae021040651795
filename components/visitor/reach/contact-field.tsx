import { type InputHTMLAttributes, type RefObject, useId } from 'react'
import styles from './contact-field.module.css'

type ContactFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'className'> & {
  label: string
  inputRef?: RefObject<HTMLInputElement | null>
  /** The error to show, or `null`. */
  error?: string | null
}

/** A labelled input, described by its error. */
export function ContactField({ label, inputRef, error = null, ...input }: ContactFieldProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        ref={inputRef}
        id={id}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : `${id}-error`}
      />
      {error !== null && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </div>
  )
}
