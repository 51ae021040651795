import { Plus, X } from 'lucide-react'
import { useRef } from 'react'
import { flushSync } from 'react-dom'
import controls from '@/components/agent/controls.module.css'
import { TextField } from '@/components/agent/text-field'
import { MAX_ALLOWED_ORIGINS } from '@/contract/site'
import { DraftField, FieldGroup } from './fields'
import styles from './general-tab.module.css'
import type { SiteForm } from './use-site-form'

/** What the site is called and where it stands. */
export function GeneralTab({ form }: { form: SiteForm }) {
  return (
    <>
      <FieldGroup title="Name">
        <DraftField form={form} field="name" label="Name of the site" hint="Visitors may see it." />
      </FieldGroup>
      <Addresses form={form} />
    </>
  )
}

/** A row for each address, and at least one. An error stands at its row. */
function Addresses({ form }: { form: SiteForm }) {
  const listRef = useRef<HTMLDivElement>(null)
  const { draft, problem } = form
  const rows = draft.origins.length === 0 ? [''] : draft.origins

  function put(origins: readonly string[], focusedRow: number | null) {
    flushSync(() => form.set({ origins }))
    if (focusedRow !== null) listRef.current?.querySelectorAll('input')[focusedRow]?.focus()
  }

  return (
    <FieldGroup title="Addresses">
      <p className={styles.words}>
        Pages of these addresses may show the chat; pages of others get none. An address is for all pages
        below it. An asterisk stands for all names below one of yours, as in{' '}
        <code dir="ltr">https://*.shop.example</code>.
      </p>
      <div ref={listRef} className={styles.rows}>
        {rows.map((origin, row) => (
          <TextField
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place, and holds nothing beside its text
            key={row}
            name={`origin-${row}`}
            label={row === 0 ? 'Address' : `Address ${row + 1}`}
            dir="ltr"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            inputMode="url"
            placeholder="https://shop.example"
            value={origin}
            onChange={(event) =>
              form.set({ origins: rows.map((one, at) => (at === row ? event.target.value : one)) })
            }
            error={problem?.field === 'origins' && problem.row === row ? problem.sentence : null}
            addition={
              rows.length > 1 || origin !== '' ? (
                <button
                  type="button"
                  aria-label={`Remove address ${row + 1}`}
                  onClick={() =>
                    put(
                      rows.filter((_, at) => at !== row),
                      Math.max(0, row - 1),
                    )
                  }
                >
                  <X size={18} aria-hidden="true" />
                </button>
              ) : null
            }
          />
        ))}
      </div>
      {rows.length < MAX_ALLOWED_ORIGINS && (
        <p className={styles.words}>
          <button
            type="button"
            className={controls.secondary}
            onClick={() => put([...rows, ''], rows.length)}
          >
            <Plus size={18} aria-hidden="true" />
            <span>Add an address</span>
          </button>
        </p>
      )}
    </FieldGroup>
  )
}
