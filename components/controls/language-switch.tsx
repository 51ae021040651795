'use client'

import { useSyncExternalStore } from 'react'
import { chooseAgentLanguage, chosenAgentLanguage } from '@/client/browser/agent-language'
import { accountWords } from '@/client/words/settings/account-words'
import { type AgentLanguage, agentLanguages } from '@/contract/agent-language'
import { Choices } from './choices'

const { t } = accountWords

/** Each language's own name, so that people who cannot read this page find theirs. */
const names: Record<AgentLanguage, string> = { en: 'English', de: 'Deutsch' }

const choices = ['system', ...agentLanguages] as const

type Choice = (typeof choices)[number]

/** Sets the language of the agents' pages in this browser. */
export function LanguageSwitch() {
  const chosen: Choice = useSyncExternalStore(never, chosenAgentLanguage, () => null) ?? 'system'

  function choose(language: Choice) {
    chooseAgentLanguage(language === 'system' ? null : language)
    // Reload, because the server renders the words too.
    window.location.reload()
  }

  return (
    <Choices
      name="language"
      label={t('language')}
      isLabelHidden
      isCompact
      value={chosen}
      options={choices.map((value) =>
        value === 'system'
          ? { value, label: t('systemLanguage') }
          : { value, label: names[value], lang: value },
      )}
      onChange={choose}
    />
  )
}

/** No subscription needed: every change reloads the page. */
function never(): () => void {
  return () => {}
}
