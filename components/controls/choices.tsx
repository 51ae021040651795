import { useId } from 'react'
import { classNames } from '../ui/class-names'
import styles from './choices.module.css'

type ChoicesProps<Value extends string> = {
  name: string
  label: string
  /** The label is only for screen readers, because the page already shows it. */
  isLabelHidden?: boolean
  hint?: string | undefined
  /** Smaller, and always in one row. */
  isCompact?: boolean
  value: Value
  /** `lang` is the language of the label, if it is not the page's. */
  options: readonly { value: Value; label: string; lang?: string }[]
  onChange: (value: Value) => void
}

/** A segmented control of radio buttons. */
export function Choices<Value extends string>({
  name,
  label,
  isLabelHidden = false,
  hint,
  isCompact = false,
  value,
  options,
  onChange,
}: ChoicesProps<Value>) {
  const id = useId()
  return (
    <fieldset
      className={classNames(styles.choices, isCompact && styles.compact)}
      aria-describedby={hint === undefined ? undefined : id}
    >
      <legend className={isLabelHidden ? 'visually-hidden' : undefined}>{label}</legend>
      <div>
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span lang={option.lang}>{option.label}</span>
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
