'use client'

import { ArrowUp, ChevronDown, MessageCircle } from 'lucide-react'
import { type CSSProperties, useState } from 'react'
import type { SiteDraft } from '@/client/desk/site-draft'
import { cssColor, parseAccent, type Rgb, textOn } from '@/contract/accent'
import { siteLimits } from '@/contract/site-settings'
import { Choices } from './fields'
import styles from './site-preview.module.css'

type Device = 'desktop' | 'phone'
type Theme = 'light' | 'dark'
type State = 'open' | 'closed' | 'offline'

const OUR_ACCENT: Rgb = [59, 91, 212]

/**
 * The chat as visitors will see it, drawn of texts and of numbers parsed from what was typed: nothing of a setting is ever part of a
 * style or of markup as it was written.
 */
export function SitePreview({ draft }: { draft: SiteDraft }) {
  const [device, setDevice] = useState<Device>('desktop')
  const [theme, setTheme] = useState<Theme>('light')
  const [state, setState] = useState<State>('open')
  const shown = draft.theme === 'light' || draft.theme === 'dark' ? draft.theme : theme

  return (
    <section className={styles.preview} aria-labelledby="preview">
      <h2 id="preview">Preview</h2>
      <div className={styles.controls}>
        <Choices
          name="preview-device"
          label="Screen"
          value={device}
          options={[
            { value: 'desktop', label: 'Desktop' },
            { value: 'phone', label: 'Phone' },
          ]}
          onChange={setDevice}
        />
        <Choices
          name="preview-state"
          label="Chat"
          value={state}
          options={[
            { value: 'open', label: 'Open' },
            { value: 'closed', label: 'Closed' },
            { value: 'offline', label: 'Offline' },
          ]}
          onChange={setState}
        />
        {shown === theme && (
          <Choices
            name="preview-theme"
            label="Theme"
            value={theme}
            options={[
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
            onChange={setTheme}
          />
        )}
      </div>
      <div
        role="img"
        aria-label={`The chat on a ${device === 'phone' ? 'phone' : 'desktop'}, ${state}, in ${shown} colours`}
        className={styles.screen}
        data-device={device}
        data-look={shown}
        data-side={draft.side}
        style={stylesOf(draft)}
      >
        <div className={styles.lines}>
          <i />
          <i />
          <i />
          <i />
        </div>
        {state !== 'closed' && <Panel draft={draft} isOffline={state === 'offline'} />}
        {(state === 'closed' || device === 'desktop') && (
          <Launcher draft={draft} isOpen={state !== 'closed'} />
        )}
      </div>
    </section>
  )
}

function Panel({ draft, isOffline }: { draft: SiteDraft; isOffline: boolean }) {
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <p className={styles.title} dir="auto">
          {draft.title || draft.name || 'Support'}
        </p>
        <p className={styles.status}>{isOffline ? 'We reply as soon as we are back' : 'We are here'}</p>
      </div>
      {isOffline && <p className={styles.notice}>You are offline. Messages are sent later.</p>}
      <div className={styles.log}>
        <p className={styles.welcome} dir="auto">
          {draft.welcome || 'How can we help?'}
        </p>
        <p className={styles.own}>Do you ship to Lisbon?</p>
        <p className={styles.theirs}>We do, in three days.</p>
      </div>
      <div className={styles.composer}>
        <span>Write a message…</span>
        <b>
          <ArrowUp size={16} />
        </b>
      </div>
    </div>
  )
}

function Launcher({ draft, isOpen }: { draft: SiteDraft; isOpen: boolean }) {
  return (
    <div className={styles.corner}>
      {draft.isGreetingOn && !isOpen && (
        <p className={styles.greeting} dir="auto">
          {draft.greetingText || 'Can we help you find something?'}
        </p>
      )}
      <div className={styles.launcher} data-kind={isOpen ? 'icon' : draft.launcherKind}>
        {isOpen ? <ChevronDown size={22} /> : <MessageCircle size={22} />}
        {draft.launcherKind === 'text' && !isOpen && (
          <span dir="auto">{draft.launcherText || 'Chat with us'}</span>
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
    // The preview is about half as large as what it shows.
    '--site-inline': `${Math.round(pixels(inlineOffset, siteLimits.offset) / 2)}px`,
    '--site-block': `${Math.round(pixels(blockOffset, siteLimits.offset) / 2)}px`,
  }
  return values as CSSProperties
}

function pixels(text: string, most: number): number {
  const number = /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0
  return Math.min(number, most)
}
