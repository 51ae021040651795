'use client'

import { ChevronDown, MessageCircle, X } from 'lucide-react'
import { type CSSProperties, useState } from 'react'
import type { SiteDraft } from '@/client/desk/sites/site-draft'
import { samples } from '@/client/words/settings/samples'
import { siteWords } from '@/client/words/settings/site-words'
import type { VisitorWords } from '@/client/words/visitor/load-words'
import { Choices } from '@/components/controls/choices'
import { SendIcon } from '@/components/ui/icons'
import { cssColor, parseAccent, type Rgb, textOn } from '@/contract/sites/accent'
import { siteLimits } from '@/contract/sites/site-settings'
import styles from './site-preview.module.css'
import { useVisitorsWords } from './use-visitors-words'

const { t } = siteWords

type Device = 'desktop' | 'phone'
type Theme = 'light' | 'dark'
type State = 'open' | 'closed' | 'offline'

const OUR_ACCENT: Rgb = [59, 91, 212]

/**
 * Previews the chat as visitors will see it, in the site's language. Renders typed values only as text or after parsing them to
 * numbers and colours, so that no input reaches styles or markup as is.
 */
export function SitePreview({ draft }: { draft: SiteDraft }) {
  const [device, setDevice] = useState<Device>('desktop')
  const [theme, setTheme] = useState<Theme>('light')
  const [state, setState] = useState<State>('open')
  const words = useVisitorsWords(draft.locale)
  const [greeting, setGreeting] = useState(draft.greeting)
  if (draft.greeting !== greeting) {
    // The greeting appears only beside the closed chat, so show that while it is edited.
    setGreeting(draft.greeting)
    setDevice('desktop')
    setState('closed')
  }
  const shown = draft.theme === 'light' || draft.theme === 'dark' ? draft.theme : theme

  return (
    <section className={styles.preview} aria-labelledby="preview">
      <h2 id="preview">{t('preview')}</h2>
      <div className={styles.controls}>
        <Choices
          name="preview-device"
          label={t('screen')}
          value={device}
          options={[
            { value: 'desktop', label: t('desktop') },
            { value: 'phone', label: t('phone') },
          ]}
          onChange={setDevice}
        />
        <Choices
          name="preview-state"
          label={t('chat')}
          value={state}
          options={[
            { value: 'open', label: t('open') },
            { value: 'closed', label: t('closed') },
            { value: 'offline', label: t('offline') },
          ]}
          onChange={setState}
        />
        {shown === theme && (
          <Choices
            name="preview-theme"
            label={t('theme')}
            value={theme}
            options={[
              { value: 'light', label: t('light') },
              { value: 'dark', label: t('dark') },
            ]}
            onChange={setTheme}
          />
        )}
      </div>
      <div
        role="img"
        aria-label={t('previewOf', {
          device: t(device),
          state: t(state),
          theme: t(shown),
        })}
        className={styles.screen}
        data-device={device}
        data-look={shown}
        data-side={draft.side}
        style={stylesOf(draft)}
      >
        <div className={styles.page} lang={words.language} dir={words.direction}>
          <div className={styles.lines}>
            <i />
            <i />
            <i />
            <i />
          </div>
          {state !== 'closed' && <Panel draft={draft} words={words} isAgentThere={state === 'open'} />}
          {(state === 'closed' || device === 'desktop') && (
            <Launcher
              draft={draft}
              words={words}
              isOpen={state !== 'closed'}
              hasGreeting={device === 'desktop'}
            />
          )}
        </div>
      </div>
    </section>
  )
}

type PanelProps = { draft: SiteDraft; words: VisitorWords; isAgentThere: boolean }

function Panel({ draft, words: { t, language }, isAgentThere }: PanelProps) {
  const { question, answer } = samples[language]
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <p className={styles.title} dir="auto">
          {draft.title || draft.name || t('team')}
        </p>
        <p className={styles.status}>{t(isAgentThere ? 'online' : 'away')}</p>
      </div>
      <div className={styles.log}>
        <div className={styles.welcome}>
          <p dir="auto">{draft.welcome || t('hello')}</p>
          {draft.welcome === '' && <p className={styles.invitation}>{t('invitation')}</p>}
        </div>
        {isAgentThere ? (
          <>
            <p className={styles.own}>{question}</p>
            <p className={styles.theirs}>{answer}</p>
          </>
        ) : (
          <div className={styles.card}>
            <p>{t('weAreAway')}</p>
            <p className={styles.status}>{t('weAreAwayAsk')}</p>
          </div>
        )}
      </div>
      <div className={styles.composer}>
        <span>{t('writeMessage')}</span>
        <b>
          <SendIcon size={16} />
        </b>
      </div>
    </div>
  )
}

function Launcher({
  draft,
  words: { t },
  isOpen,
  hasGreeting,
}: {
  draft: SiteDraft
  words: VisitorWords
  isOpen: boolean
  hasGreeting: boolean
}) {
  return (
    <div className={styles.corner}>
      {hasGreeting && !isOpen && draft.greeting !== '' && (
        <div className={styles.greeting}>
          <p dir="auto">{draft.greeting}</p>
          <X size={14} />
        </div>
      )}
      <div className={styles.launcher} data-kind={isOpen ? 'icon' : draft.launcherKind}>
        {isOpen ? <ChevronDown size={22} /> : <MessageCircle size={22} />}
        {draft.launcherKind === 'text' && !isOpen && (
          <span dir="auto">{draft.launcherText || t('chat')}</span>
        )}
      </div>
    </div>
  )
}

function stylesOf({ accent: typed, radius, inlineOffset, blockOffset }: SiteDraft): CSSProperties {
  const accent = parseAccent(typed.trim()) ?? OUR_ACCENT
  const values = {
    '--site-accent': cssColor(accent),
    '--site-on-accent': cssColor(textOn(accent)),
    '--site-radius': `${pixels(radius, siteLimits.radius)}px`,
    // The preview is about half size.
    '--site-inline': `${Math.round(pixels(inlineOffset, siteLimits.offset) / 2)}px`,
    '--site-block': `${Math.round(pixels(blockOffset, siteLimits.offset) / 2)}px`,
  }
  return values as CSSProperties
}

function pixels(text: string, max: number): number {
  const number = /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0
  return Math.min(number, max)
}
