'use client'

import { type InputHTMLAttributes, type ReactNode, useId } from 'react'
import styles from './text-field.module.css'

export type TextFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'className'> & {
  name: string
  label: string
  /** What is wrong with the value; `null` when nothing is known to be. */
  error: string | null
  hint?: string
  /** Stands at the end of the field, as a button that shows the password. */
  addition?: ReactNode
}

/** A labelled input whose hint, or error in its place, is read out with it. */
export function TextField({ label, error, hint, addition, ...input }: TextFieldProps) {
  const id = useId()
  // An error says what the hint said, and more.
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
