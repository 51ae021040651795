import { type ReactNode, useId } from 'react'
import type { SiteDraft, SiteField } from '@/client/desk/sites/site-draft'
import { TextField, type TextFieldProps } from '@/components/controls/text-field'
import styles from './fields.module.css'
import type { SiteForm } from './use-site-form'

/** The draft's text fields. */
type TextFieldOf = { [Field in SiteField]: string extends SiteDraft[Field] ? Field : never }[SiteField]

type DraftFieldProps = Omit<TextFieldProps, 'form' | 'name' | 'error' | 'value' | 'onChange'> & {
  form: SiteForm
  field: TextFieldOf
}

/** A text field of the draft, with its error. */
export function DraftField({ form, field, ...rest }: DraftFieldProps) {
  return (
    <TextField
      autoComplete="off"
      {...rest}
      name={field}
      value={form.draft[field]}
      onChange={(event) => form.set({ [field]: event.target.value })}
      error={form.problem?.field === field ? form.problem.sentence : null}
    />
  )
}

type ChoicesProps<Value extends string> = {
  name: string
  label: string
  hint?: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
}

/** A segmented control of radio buttons. */
export function Choices<Value extends string>({
  name,
  label,
  hint,
  value,
  options,
  onChange,
}: ChoicesProps<Value>) {
  const id = useId()
  return (
    <fieldset className={styles.choices} aria-describedby={hint === undefined ? undefined : id}>
      <legend>{label}</legend>
      <div>
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {hint !== undefined && (
        <p id={id} className={styles.hint}>
          {hint}
        </p>
      )}
    </fieldset>
  )
}

/** A group of fields with a heading. */
export function FieldGroup({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className={styles.group} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}
