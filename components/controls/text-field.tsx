'use client'

import { type InputHTMLAttributes, type ReactNode, useId } from 'react'
import styles from './text-field.module.css'

export type TextFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'className'> & {
  name: string
  label: string
  /** The error to show, or `null`. */
  error: string | null
  hint?: string
  /** Rendered at the end of the field, such as a button that shows the password. */
  addition?: ReactNode
}

/** A labelled input, described by its error or else its hint. */
export function TextField({ label, error, hint, addition, ...input }: TextFieldProps) {
  const id = useId()
  // The error replaces the hint, because it repeats what the hint says.
  const description = error ?? hint

  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.box}>
        <input
          {...input}
          id={id}
          aria-invalid={error !== null}
          aria-describedby={description === undefined ? undefined : `${id}-description`}
        />
        {addition}
      </div>
      {description !== undefined && (
        <p id={`${id}-description`} className={error === null ? styles.hint : styles.error}>
          {description}
        </p>
      )}
    </div>
  )
}
