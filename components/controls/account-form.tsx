'use client'

import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import styles from './account-form.module.css'
import controls from './controls.module.css'
import { type FieldErrors, FormErrorsContext } from './form-errors'
import notice from './notice.module.css'

/** The values of a form's fields, by name. */
export type FormValues = Readonly<Record<string, string>>

/** The errors of a form: of fields, or of the form as a whole, optionally with the field to focus. */
export type FormProblem = { fields?: FieldErrors; form?: ReactNode; goOnIn?: string }

/** Success: the page stays and the form is reset. */
export const SETTLED: FormProblem = {}

type AccountFormProps = {
  submitLabel: string
  busyLabel: string
  /** Do not focus the first field, because the page has other content. */
  isPartOfPage?: boolean
  /** Styles the button as secondary to another form on the page. */
  isSecondary?: boolean
  /**
   * Validates and sends the values. Returns `null` on success if the page is about to change, {@link SETTLED} if it stays and the
   * form is to be reset.
   */
  onSubmit: (values: FormValues) => Promise<FormProblem | null>
  /** The fields, each of which shows the error of its name. */
  children?: ReactNode
}

/**
 * A short form that focuses its first field. Field errors appear at their fields and the first gets the focus; an error of the
 * whole form is announced above the button. Ignores submits while one is pending.
 */
export function AccountForm({
  submitLabel,
  busyLabel,
  isPartOfPage = false,
  isSecondary = false,
  onSubmit,
  children,
}: AccountFormProps) {
  const [{ fields = {}, form: formError }, setProblem] = useState(SETTLED)
  const [isBusy, setIsBusy] = useState(false)
  const formRef = useRef<HTMLFormElement>(null)

  useEffect(() => {
    // Do not take the focus from people who used the page before hydration.
    if (!isPartOfPage && document.activeElement === document.body)
      formRef.current?.querySelector<HTMLElement>('input:not([type="hidden"])')?.focus()
  }, [isPartOfPage])

  useEffect(() => {
    // The browser may restore this page from the back/forward cache while it is busy.
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
    // On success it stays busy until the next page loads.
    if (found === null) return
    // Render now, so that fields which appear with the problem can be focused.
    flushSync(() => {
      setIsBusy(false)
      setProblem(found)
    })
    if (found === SETTLED) form.reset()
    focusProblem(form, found)
  }

  function forgetError(event: FormEvent<HTMLFormElement>) {
    const { name } = event.target as HTMLInputElement
    if (!(name in fields)) return
    const { [name]: _, ...others } = fields
    setProblem({ fields: others, form: formError })
  }

  // `post` keeps the password out of the URL if the form is submitted before hydration.
  return (
    <form
      ref={formRef}
      className={styles.form}
      method="post"
      noValidate
      onSubmit={submit}
      onInput={forgetError}
    >
      <FormErrorsContext value={fields}>{children}</FormErrorsContext>
      <div role="alert" className={notice.problem} hidden={!formError}>
        {formError}
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

function focusProblem(form: HTMLFormElement, { goOnIn }: FormProblem): void {
  form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  if (goOnIn === undefined) return
  const field = form.querySelector<HTMLInputElement>(`[name="${goOnIn}"]`)
  field?.focus()
  field?.select()
}
