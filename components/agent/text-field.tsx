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

/** A labelled input whose hint and error are read out with it. */
export function TextField({ label, error, hint, addition, ...input }: TextFieldProps) {
  const id = useId()
  const descriptions = [error !== null && `${id}-error`, hint !== undefined && `${id}-hint`]

  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.box}>
        <input
          {...input}
          id={id}
          aria-invalid={error !== null}
          aria-describedby={descriptions.filter(Boolean).join(' ') || undefined}
        />
        {addition}
      </div>
      {hint !== undefined && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      {error !== null && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </div>
  )
}
