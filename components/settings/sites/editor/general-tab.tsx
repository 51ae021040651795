import { Plus, X } from 'lucide-react'
import { useRef } from 'react'
import { flushSync } from 'react-dom'
import { siteWords } from '@/client/words/settings/site-words'
import controls from '@/components/controls/controls.module.css'
import { MAX_ALLOWED_ORIGINS } from '@/contract/sites/site'
import { AddressField } from '../address-field'
import { DraftField, FieldGroup } from './fields'
import styles from './general-tab.module.css'
import type { SiteForm } from './use-site-form'

const { t } = siteWords

/** The site's name, its addresses, and its e-mail address for when the chat cannot load. */
export function GeneralTab({ form }: { form: SiteForm }) {
  return (
    <>
      <FieldGroup title={t('name')}>
        <DraftField form={form} field="name" label={t('nameOfSite')} hint={t('nameHint')} />
      </FieldGroup>
      <Addresses form={form} />
      <FieldGroup title={t('withoutChat')}>
        <DraftField
          form={form}
          field="contactEmail"
          label={t('contactEmail')}
          dir="ltr"
          type="email"
          spellCheck={false}
          autoCapitalize="none"
          placeholder={t('contactEmailExample')}
          hint={t('contactEmailHint')}
        />
      </FieldGroup>
    </>
  )
}

/** The site's addresses, one per row, with at least one row. An error appears at its row. */
function Addresses({ form }: { form: SiteForm }) {
  const listRef = useRef<HTMLDivElement>(null)
  const { draft, problem } = form
  const rows = draft.origins.length === 0 ? [''] : draft.origins
  const [beforeExample, afterExample] = siteWords.around('addressesAbout')

  function put(origins: readonly string[], focusedRow: number | null) {
    flushSync(() => form.set({ origins }))
    if (focusedRow !== null) listRef.current?.querySelectorAll('input')[focusedRow]?.focus()
  }

  return (
    <FieldGroup title={t('addresses')}>
      <p className={styles.words}>
        <span>{beforeExample}</span>
        <code dir="ltr">https://*.shop.example</code>
        <span>{afterExample}</span>
      </p>
      <div ref={listRef} className={styles.rows}>
        {rows.map((origin, row) => (
          <AddressField
            // biome-ignore lint/suspicious/noArrayIndexKey: a row has no state besides its text
            key={row}
            name={`origin-${row}`}
            label={row === 0 ? t('address') : t('addressNumber', { number: String(row + 1) })}
            value={origin}
            onChange={(event) =>
              form.set({ origins: rows.map((one, at) => (at === row ? event.target.value : one)) })
            }
            error={problem?.field === 'origins' && problem.row === row ? problem.sentence : null}
            addition={
              rows.length > 1 || origin !== '' ? (
                <button
                  type="button"
                  aria-label={t('removeAddress', { number: String(row + 1) })}
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
            <span>{t('addAddress')}</span>
          </button>
        </p>
      )}
    </FieldGroup>
  )
}
