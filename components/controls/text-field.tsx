'use client'

import { type InputHTMLAttributes, type ReactNode, useContext, useId } from 'react'
import { FormErrorsContext } from './form-errors'
import styles from './text-field.module.css'

export type TextFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'className'> & {
  name: string
  label: string
  /** The error to show, or `null`. Default: the surrounding form's error for this name. */
  error?: string | null
  hint?: string
  /** Rendered at the end of the field, such as a button that shows the password. */
  addition?: ReactNode
}

/** A labelled input, described by its error or else its hint. */
export function TextField({ label, error: ownError, hint, addition, ...input }: TextFieldProps) {
  const id = useId()
  const formErrors = useContext(FormErrorsContext)
  const error = ownError === undefined ? (formErrors[input.name] ?? null) : ownError
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
