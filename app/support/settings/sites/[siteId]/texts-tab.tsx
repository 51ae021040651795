import { useId } from 'react'
import { siteLimits, siteLocales } from '@/contract/site-settings'
import { DraftField, FieldGroup } from './fields'
import styles from './texts-tab.module.css'
import type { SiteForm } from './use-site-form'

const OURS = 'Leave it empty for our words in the visitor’s language.'

/** What the site itself says: in one language, so that leaving it to us is the choice that fits several. */
export function TextsTab({ form }: { form: SiteForm }) {
  const { draft, set } = form
  const id = useId()
  return (
    <>
      <FieldGroup title="Texts">
        <DraftField
          form={form}
          field="title"
          label="Title"
          dir="auto"
          maxLength={siteLimits.title}
          placeholder="The name of the site"
          hint="Above the chat, as long as no agent has answered. Leave it empty for the name of the site."
        />
        <DraftField
          form={form}
          field="welcome"
          label="Welcome"
          dir="auto"
          maxLength={siteLimits.welcome}
          placeholder="How can we help?"
          hint={`What a visitor reads before they write. ${OURS}`}
        />
        <div className={styles.language}>
          <label htmlFor={`${id}-locale`}>Language</label>
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
            For visitors whose page and browser ask for no language that we have.
          </p>
        </div>
      </FieldGroup>
      <FieldGroup title="Greeting">
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={draft.isGreetingOn}
            aria-describedby={`${id}-greeting`}
            onChange={(event) => set({ isGreetingOn: event.target.checked })}
          />
          <span>Greet visitors with a bubble beside the button</span>
        </label>
        <p id={`${id}-greeting`} className={styles.hint}>
          Each visitor sees it once in 30 days, without a sound, and can close it.
        </p>
        {draft.isGreetingOn && (
          <>
            <DraftField
              form={form}
              field="greetingText"
              label="Greeting"
              dir="auto"
              maxLength={siteLimits.greeting}
              placeholder="Can we help you find something?"
              hint={OURS}
            />
            <DraftField
              form={form}
              field="greetingAfter"
              label="After so many seconds on a page"
              inputMode="numeric"
              hint={`At least ${siteLimits.leastGreetingSeconds}: people want to look around first.`}
            />
          </>
        )}
      </FieldGroup>
    </>
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
