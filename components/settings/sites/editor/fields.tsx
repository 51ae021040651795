import { type ReactNode, useId } from 'react'
import type { SiteDraft, SiteField } from '@/client/desk/sites/site-draft'
import { Choices } from '@/components/controls/choices'
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

/** The draft's fields that have a few values to choose from. */
type ChoiceField = 'theme' | 'launcherKind' | 'side' | 'identity'

type DraftChoicesProps<Field extends ChoiceField> = {
  form: SiteForm
  field: Field
  label: string
  hint?: string
  options: readonly { value: SiteDraft[Field]; label: string }[]
}

/** A segmented control for a field of the draft. */
export function DraftChoices<Field extends ChoiceField>({
  form,
  field,
  label,
  hint,
  options,
}: DraftChoicesProps<Field>) {
  return (
    <Choices
      name={field}
      label={label}
      hint={hint}
      value={form.draft[field]}
      options={options}
      onChange={(value) => form.set({ [field]: value })}
    />
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
