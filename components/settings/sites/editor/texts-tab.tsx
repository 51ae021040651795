import { useId } from 'react'
import { siteWords } from '@/client/words/settings/site-words'
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
      <DraftField
        form={form}
        field="title"
        label={t('title')}
        dir="auto"
        maxLength={siteLimits.title}
        placeholder={t('titlePlaceholder')}
        hint={t('titleHint')}
      />
      <DraftField
        form={form}
        field="welcome"
        label={t('welcome')}
        dir="auto"
        maxLength={siteLimits.welcome}
        placeholder={words.t('hello')}
        hint={t('welcomeHint')}
      />
      <DraftField
        form={form}
        field="greeting"
        label={t('greeting')}
        dir="auto"
        maxLength={siteLimits.greeting}
        placeholder={t('noGreeting')}
        hint={t('greetingHint')}
      />
      <DraftField
        form={form}
        field="greetingAfter"
        label={t('greetingAfter')}
        inputMode="numeric"
        maxLength={3}
        hint={t('greetingAfterHint')}
      />
      <div className={styles.language}>
        <label htmlFor={`${id}-locale`}>{t('language')}</label>
        <select
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
        <p id={`${id}-hint`} className={styles.hint}>
          {t('languageHint')}
        </p>
      </div>
    </FieldGroup>
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
