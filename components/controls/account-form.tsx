'use client'

import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import styles from './account-form.module.css'
import controls from './controls.module.css'

/** What is wrong with each field, by its name. */
export type FieldErrors = Readonly<Record<string, string>>

/** What is wrong: with fields, or with the whole, and then perhaps in which field to go on. */
export type FormProblem = { fields: FieldErrors; form: ReactNode; goOnIn?: string }

/** Nothing is wrong, and nothing is left to do. */
export const SETTLED: FormProblem = { fields: {}, form: null }

type AccountFormProps = {
  submitLabel: string
  busyLabel: string
  /** Leave it to the reader where to begin, where the form is not the whole page. */
  isPartOfPage?: boolean
  /** Another form of the page is what most people want. */
  isSecondary?: boolean
  /**
   * Checks and sends what was filled in. `null` when it went through and the page is about to change; {@link SETTLED} when
   * it stays, and the form is to begin anew.
   */
  onSubmit: (values: Readonly<Record<string, string>>) => Promise<FormProblem | null>
  /** Draws the fields; `errorOf` says what is wrong with one. */
  children: (errorOf: (name: string) => string | null) => ReactNode
}

/**
 * A short form, ready to be typed into. Errors stand at their fields and the focus goes to the first; what concerns the whole
 * is read out above the button. Sending twice by impatience is ignored.
 */
export function AccountForm({
  submitLabel,
  busyLabel,
  isPartOfPage = false,
  isSecondary = false,
  onSubmit,
  children,
}: AccountFormProps) {
  const [problem, setProblem] = useState(SETTLED)
  const [isBusy, setIsBusy] = useState(false)
  const formRef = useRef<HTMLFormElement>(null)

  useEffect(() => {
    // Somebody who was faster than our script stays where they are.
    if (!isPartOfPage && document.activeElement === document.body)
      formRef.current?.querySelector<HTMLElement>('input:not([type="hidden"])')?.focus()
  }, [isPartOfPage])

  useEffect(() => {
    // Back from the next page, which the browser may show as it was left.
    const rest = () => setIsBusy(false)
    window.addEventListener('pageshow', rest)
    return () => window.removeEventListener('pageshow', rest)
  }, [])

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isBusy) return
    const form = event.currentTarget
    const values = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]))
    setIsBusy(true)
    const found = await onSubmit(values)
    // On success it stays busy until the next page is there.
    if (found === null) return
    // Drawn now: a field that the problem brings along is to be found.
    flushSync(() => {
      setIsBusy(false)
      setProblem(found)
    })
    if (found === SETTLED) form.reset()
    focusProblem(form, found)
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
      <button
        type="submit"
        className={isSecondary ? controls.secondary : controls.button}
        aria-disabled={isBusy}
      >
        {isBusy ? busyLabel : submitLabel}
      </button>
    </form>
  )
}

function focusProblem(form: HTMLFormElement, { fields, goOnIn }: FormProblem): void {
  form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  if (Object.keys(fields).length > 0) return
  const field = form.querySelector<HTMLInputElement>(`[name="${goOnIn}"]`)
  field?.focus()
  field?.select()
}
