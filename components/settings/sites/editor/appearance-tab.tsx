import { useId } from 'react'
import { agentLanguage } from '@/client/browser/agent-language'
import { siteWords } from '@/client/words/settings/site-words'
import { contrast, cssColor, parseAccent, type Rgb, readableOn, textOn } from '@/contract/sites/accent'
import { siteLimits } from '@/contract/sites/site-settings'
import styles from './appearance-tab.module.css'
import { DraftChoices, DraftField, FieldGroup } from './fields'
import type { SiteForm } from './use-site-form'
import { useVisitorsWords } from './use-visitors-words'

const { t } = siteWords

/** The chat's background, the token `surface`, in both themes. */
const SURFACES: readonly { theme: 'Light' | 'Dark'; color: Rgb }[] = [
  { theme: 'Light', color: [253, 253, 254] },
  { theme: 'Dark', color: [19, 21, 24] },
]

/** The look of the button and the chat. The preview updates live. */
export function AppearanceTab({ form }: { form: SiteForm }) {
  const { draft } = form
  const words = useVisitorsWords(draft.locale)
  return (
    <>
      <FieldGroup title={t('colours')}>
        <Accent form={form} />
        <DraftChoices
          form={form}
          field="theme"
          label={t('lightOrDark')}
          options={[
            { value: 'auto', label: t('asSystem') },
            { value: 'page', label: t('asPage') },
            { value: 'light', label: t('light') },
            { value: 'dark', label: t('dark') },
          ]}
        />
      </FieldGroup>
      <FieldGroup title={t('button')}>
        <DraftChoices
          form={form}
          field="launcherKind"
          label={t('whatItShows')}
          options={[
            { value: 'icon', label: t('anIcon') },
            { value: 'text', label: t('iconAndText') },
          ]}
        />
        {draft.launcherKind === 'text' && (
          <DraftField
            form={form}
            field="launcherText"
            label={t('text')}
            placeholder={words.t('chat')}
            hint={t('ourWords')}
          />
        )}
        <DraftChoices
          form={form}
          field="side"
          label={t('corner')}
          hint={t('cornerHint')}
          options={[
            { value: 'start', label: t('start') },
            { value: 'end', label: t('end') },
          ]}
        />
        <div className={styles.pair}>
          <Distance form={form} field="inlineOffset" label={t('fromSide')} />
          <Distance form={form} field="blockOffset" label={t('fromBottom')} />
        </div>
        <DraftField
          form={form}
          field="hiddenPaths"
          label={t('hiddenPaths')}
          dir="ltr"
          spellCheck={false}
          autoCapitalize="none"
          placeholder={t('onAllPages')}
          hint={t('hiddenPathsHint')}
        />
      </FieldGroup>
      <FieldGroup title={t('shape')}>
        <Radius form={form} />
      </FieldGroup>
    </>
  )
}

type DistanceProps = { form: SiteForm; field: 'inlineOffset' | 'blockOffset'; label: string }

/** A field for the button's distance from an edge of the window, in pixels. */
function Distance(props: DistanceProps) {
  return <DraftField {...props} inputMode="numeric" addition={<span className={styles.unit}>px</span>} />
}

/** The accent colour, picked or typed, and how it is adjusted to keep text readable. */
function Accent({ form }: { form: SiteForm }) {
  const { draft, set } = form
  const accent = parseAccent(draft.accent.trim())
  return (
    <div className={styles.accent}>
      <DraftField
        form={form}
        field="accent"
        label={t('accent')}
        dir="ltr"
        spellCheck={false}
        autoCapitalize="none"
        addition={
          <input
            type="color"
            aria-label={t('pickColour')}
            className={styles.picker}
            value={accent === null ? '#000000' : draft.accent.trim().toLowerCase()}
            onChange={(event) => set({ accent: event.target.value })}
          />
        }
      />
      {accent === null ? (
        <p className={styles.hint}>{t('accentForm')}</p>
      ) : (
        <ul className={styles.contrasts}>
          <li>
            <span
              className={styles.sample}
              style={{ background: cssColor(accent), color: cssColor(textOn(accent)) }}
              aria-hidden="true"
            >
              Aa
            </span>
            <span>
              {t(textOn(accent)[0] === 255 ? 'textIsWhite' : 'textIsBlack', {
                ratio: ratio(accent, textOn(accent)),
              })}
            </span>
          </li>
          {SURFACES.map(({ theme, color }) => (
            <li key={theme}>
              <span
                className={styles.sample}
                style={{ background: cssColor(color), color: cssColor(readableOn(color, accent)) }}
                aria-hidden="true"
              >
                Aa
              </span>
              <span>{wordsFor(theme, color, accent)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function wordsFor(theme: 'Light' | 'Dark', surface: Rgb, accent: Rgb): string {
  const shade = readableOn(surface, accent)
  const corrected = ratio(surface, shade)
  return shade === accent || ratio(surface, accent) === corrected
    ? t(`asTextOn${theme}`, { ratio: corrected })
    : t(`correctedOn${theme}`, { ratio: ratio(surface, accent), corrected })
}

function ratio(a: Rgb, b: Rgb): string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 }
  return `${new Intl.NumberFormat(agentLanguage(), digits).format(Math.floor(contrast(a, b) * 10) / 10)}:1`
}

function Radius({ form }: { form: SiteForm }) {
  const id = useId()
  const { draft, set } = form
  return (
    <div className={styles.radius}>
      <label htmlFor={id}>{t('roundCorners')}</label>
      <div>
        <input
          id={id}
          type="range"
          min={0}
          max={siteLimits.radius}
          value={draft.radius}
          aria-valuetext={t('pixels', { count: Number(draft.radius) })}
          onChange={(event) => set({ radius: event.target.value })}
        />
        <span aria-hidden="true">{`${draft.radius} px`}</span>
      </div>
    </div>
  )
}
