'use client'

import { useSyncExternalStore } from 'react'
import { chooseAgentLanguage, chosenAgentLanguage } from '@/client/browser/agent-language'
import { accountWords } from '@/client/words/settings/account-words'
import type { AgentLanguage } from '@/contract/agent-language'
import styles from './theme-switch.module.css'

const { t } = accountWords

/** Languages are called as they call themselves: who cannot read this page finds their own. */
const names: Record<AgentLanguage, string> = { en: 'English', de: 'Deutsch' }

const choices = [null, 'en', 'de'] as const

/** Which language this browser shows the agents' pages in. */
export function LanguageSwitch() {
  const chosen = useSyncExternalStore(never, chosenAgentLanguage, () => null)

  function choose(language: AgentLanguage | null) {
    chooseAgentLanguage(language)
    // Everything is drawn anew, by the server first.
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

/** Another choice loads the page anew. */
function never(): () => void {
  return () => {}
}
