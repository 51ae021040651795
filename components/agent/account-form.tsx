'use client'

import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import styles from './account-form.module.css'
import controls from './controls.module.css'

/** What is wrong with each field, by its name. */
export type FieldErrors = Readonly<Record<string, string>>

/** What is wrong: with fields, or with the whole. `null` when it went through and the page is about to change. */
export type FormProblem = { fields: FieldErrors; form: ReactNode }

type AccountFormProps = {
  submitLabel: string
  busyLabel: string
  /** Checks and sends what was filled in. */
  onSubmit: (values: Readonly<Record<string, string>>) => Promise<FormProblem | null>
  /** Draws the fields; `errorOf` says what is wrong with one. */
  children: (errorOf: (name: string) => string | null) => ReactNode
}

/**
 * A short form. Errors stand at their fields and the focus goes to the first; what concerns the whole is read out above
 * the button. Sending twice by impatience is ignored.
 */
export function AccountForm({ submitLabel, busyLabel, onSubmit, children }: AccountFormProps) {
  const [problem, setProblem] = useState<FormProblem>({ fields: {}, form: null })
  const [isBusy, setIsBusy] = useState(false)
  const formRef = useRef<HTMLFormElement>(null)

  useEffect(() => {
    if (Object.keys(problem.fields).length === 0) return
    formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [problem])

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isBusy) return
    const values = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]),
    )
    setIsBusy(true)
    const found = await onSubmit(values)
    // On success it stays busy until the next page is there.
    if (found === null) return
    setIsBusy(false)
    setProblem(found)
  }

  function forgetError(event: FormEvent<HTMLFormElement>) {
    const { name } = event.target as HTMLInputElement
    if (!(name in problem.fields)) return
    const { [name]: _, ...fields } = problem.fields
    setProblem({ ...problem, fields })
  }

  // Posting keeps a password out of the address when somebody is faster than our script.
  return (
    <form
      ref={formRef}
      className={styles.form}
      method="post"
      noValidate
      onSubmit={submit}
      onInput={forgetError}
    >
      {children((name) => problem.fields[name] ?? null)}
      <div role="alert" className={styles.alert} hidden={problem.form === null}>
        {problem.form}
      </div>
      <button type="submit" className={controls.button} aria-disabled={isBusy}>
        {isBusy ? busyLabel : submitLabel}
      </button>
    </form>
  )
}
