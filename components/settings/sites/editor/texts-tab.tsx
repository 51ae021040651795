import { useId } from 'react'
import { siteWords } from '@/client/words/settings/site-words'
import field from '@/components/controls/text-field.module.css'
import { siteLimits, siteLocales } from '@/contract/sites/site-settings'
import { DraftField, FieldGroup } from './fields'
import styles from './texts-tab.module.css'
import type { SiteForm } from './use-site-form'
import { useVisitorsWords } from './use-visitors-words'

const { t } = siteWords

/** The site's own texts, in one language. Empty fields use the chat's texts, which follow the visitor's language. */
export function TextsTab({ form }: { form: SiteForm }) {
  const { draft, set } = form
  const id = useId()
  const words = useVisitorsWords(draft.locale)
  return (
    <FieldGroup title={t('texts')}>
      <OwnText form={form} field="title" placeholder={t('titlePlaceholder')} />
      <OwnText form={form} field="welcome" placeholder={words.t('hello')} />
      <OwnText form={form} field="greeting" placeholder={t('noGreeting')} />
      <DraftField
        form={form}
        field="greetingAfter"
        label={t('greetingAfter')}
        inputMode="numeric"
        maxLength={3}
        hint={t('greetingAfterHint')}
      />
      <div className={field.field}>
        <label htmlFor={`${id}-locale`}>{t('language')}</label>
        <select
          className={styles.select}
          id={`${id}-locale`}
          name="locale"
          value={draft.locale}
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            const locale = siteLocales.find((one) => one === event.target.value)
            if (locale !== undefined) set({ locale })
          }}
        >
          {siteLocales.map((locale) => (
            <option key={locale} value={locale} lang={locale}>
              {languageNames[locale]}
            </option>
          ))}
        </select>
        <p id={`${id}-hint`} className={field.hint}>
          {t('languageHint')}
        </p>
      </div>
    </FieldGroup>
  )
}

type OwnTextProps = { form: SiteForm; field: 'title' | 'welcome' | 'greeting'; placeholder: string }

/** A text of the site's own. The placeholder shows what appears while the field is empty. */
function OwnText({ form, field, placeholder }: OwnTextProps) {
  return (
    <DraftField
      form={form}
      field={field}
      label={t(field)}
      dir="auto"
      maxLength={siteLimits[field]}
      placeholder={placeholder}
      hint={t(`${field}Hint`)}
    />
  )
}

const languageNames: Record<(typeof siteLocales)[number], string> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  pt: 'Português',
  it: 'Italiano',
  nl: 'Nederlands',
  pl: 'Polski',
  tr: 'Türkçe',
  ar: 'العربية',
  he: 'עברית',
  ja: '日本語',
}
