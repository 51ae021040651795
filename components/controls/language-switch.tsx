'use client'

import { useSyncExternalStore } from 'react'
import { chooseAgentLanguage, chosenAgentLanguage } from '@/client/browser/agent-language'
import { accountWords } from '@/client/words/settings/account-words'
import type { AgentLanguage } from '@/contract/agent-language'
import styles from './theme-switch.module.css'

const { t } = accountWords

/** Each language's own name, so that people who cannot read this page find theirs. */
const names: Record<AgentLanguage, string> = { en: 'English', de: 'Deutsch' }

const choices = [null, 'en', 'de'] as const

/** Sets the language of the agents' pages in this browser. */
export function LanguageSwitch() {
  const chosen = useSyncExternalStore(never, chosenAgentLanguage, () => null)

  function choose(language: AgentLanguage | null) {
    chooseAgentLanguage(language)
    // Reload, because the server renders the words too.
    window.location.reload()
  }

  return (
    <fieldset className={styles.themes}>
      <legend className="visually-hidden">{t('language')}</legend>
      <div>
        {choices.map((language) => (
          <label key={language ?? 'system'}>
            <input
              type="radio"
              name="language"
              checked={chosen === language}
              onChange={() => choose(language)}
            />
            <span lang={language ?? undefined}>
              {language === null ? t('systemLanguage') : names[language]}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** No subscription needed: every change reloads the page. */
function never(): () => void {
  return () => {}
}
