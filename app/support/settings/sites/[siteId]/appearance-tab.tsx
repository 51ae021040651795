import { useId } from 'react'
import { contrast, cssColor, parseAccent, type Rgb, readableOn, textOn } from '@/contract/accent'
import { siteLimits } from '@/contract/site-settings'
import styles from './appearance-tab.module.css'
import { Choices, DraftField, FieldGroup } from './fields'
import type { SiteForm } from './use-site-form'

/** What the tokens call `surface`, in both themes: the ground of the chat. */
const SURFACES: readonly { name: string; color: Rgb }[] = [
  { name: 'light', color: [253, 253, 254] },
  { name: 'dark', color: [19, 21, 24] },
]

/** How the button and the chat look. The preview shows each change at once. */
export function AppearanceTab({ form }: { form: SiteForm }) {
  const { draft, set } = form
  return (
    <>
      <FieldGroup title="Colours">
        <Accent form={form} />
        <Choices
          name="theme"
          label="Light or dark"
          value={draft.theme}
          options={[
            { value: 'auto', label: 'As the visitor’s system' },
            { value: 'page', label: 'As the page' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
          onChange={(theme) => set({ theme })}
        />
      </FieldGroup>
      <FieldGroup title="Button">
        <Choices
          name="launcherKind"
          label="What it shows"
          value={draft.launcherKind}
          options={[
            { value: 'icon', label: 'An icon' },
            { value: 'text', label: 'Icon and text' },
          ]}
          onChange={(launcherKind) => set({ launcherKind })}
        />
        {draft.launcherKind === 'text' && (
          <DraftField
            form={form}
            field="launcherText"
            label="Text"
            placeholder="Chat with us"
            hint="Leave it empty for our words in the visitor’s language."
          />
        )}
        <Choices
          name="side"
          label="Corner"
          hint="Start is left where the page reads from left to right, and right otherwise."
          value={draft.side}
          options={[
            { value: 'start', label: 'Start' },
            { value: 'end', label: 'End' },
          ]}
          onChange={(side) => set({ side })}
        />
        <div className={styles.pair}>
          <DraftField
            form={form}
            field="inlineOffset"
            label="From the side"
            inputMode="numeric"
            addition={<span className={styles.unit}>px</span>}
          />
          <DraftField
            form={form}
            field="blockOffset"
            label="From the bottom"
            inputMode="numeric"
            addition={<span className={styles.unit}>px</span>}
          />
        </div>
      </FieldGroup>
      <FieldGroup title="Shape">
        <Radius form={form} />
      </FieldGroup>
    </>
  )
}

/** A colour to pick or to type, and what is made of it so that everything stays readable. */
function Accent({ form }: { form: SiteForm }) {
  const { draft, set } = form
  const accent = parseAccent(draft.accent.trim())
  return (
    <div className={styles.accent}>
      <DraftField
        form={form}
        field="accent"
        label="Accent"
        dir="ltr"
        spellCheck={false}
        autoCapitalize="none"
        addition={
          <input
            type="color"
            aria-label="Pick a colour"
            className={styles.picker}
            value={accent === null ? '#000000' : draft.accent.trim().toLowerCase()}
            onChange={(event) => set({ accent: event.target.value })}
          />
        }
      />
      {accent === null ? (
        <p className={styles.hint}>Write a colour as # and six digits, as in #3b5bd4.</p>
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
            <span>{`Text on it is ${nameOf(textOn(accent))}: ${ratio(accent, textOn(accent))}`}</span>
          </li>
          {SURFACES.map(({ name, color }) => (
            <li key={name}>
              <span
                className={styles.sample}
                style={{ background: cssColor(color), color: cssColor(readableOn(color, accent)) }}
                aria-hidden="true"
              >
                Aa
              </span>
              <span>{wordsFor(name, color, accent)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function wordsFor(theme: string, surface: Rgb, accent: Rgb): string {
  const shade = readableOn(surface, accent)
  const corrected = ratio(surface, shade)
  return shade === accent || ratio(surface, accent) === corrected
    ? `As text on ${theme}: ${corrected}`
    : `As text on ${theme} it has only ${ratio(surface, accent)}, so a shade with ${corrected} is used`
}

function nameOf([red]: Rgb): string {
  return red === 255 ? 'white' : 'black'
}

function ratio(a: Rgb, b: Rgb): string {
  return `${(Math.floor(contrast(a, b) * 10) / 10).toFixed(1)}:1`
}

function Radius({ form }: { form: SiteForm }) {
  const id = useId()
  const { draft, set } = form
  return (
    <div className={styles.radius}>
      <label htmlFor={id}>Round corners</label>
      <div>
        <input
          id={id}
          type="range"
          min={0}
          max={siteLimits.radius}
          value={draft.radius}
          aria-valuetext={`${draft.radius} pixels`}
          onChange={(event) => set({ radius: event.target.value })}
        />
        <span aria-hidden="true">{`${draft.radius} px`}</span>
      </div>
    </div>
  )
}
