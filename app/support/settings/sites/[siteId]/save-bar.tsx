import type { SiteField } from '@/client/desk/site-draft'
import controls from '@/components/agent/controls.module.css'
import styles from './save-bar.module.css'
import type { SiteForm } from './use-site-form'

/** Says whether anything is unsaved, and saves it: always in view while there is something to save. */
export function SaveBar({ form }: { form: SiteForm }) {
  const { isDirty, isBusy, problem, done, wasChangedMeanwhile, conflicts, discard } = form
  return (
    <div className={styles.bar} data-dirty={isDirty}>
      <div role="status" className={styles.words}>
        {wasChangedMeanwhile && <p className={styles.warning}>{sentenceAfterChange(isDirty, conflicts)}</p>}
        {isDirty && !wasChangedMeanwhile && <p>You have changes that are not saved.</p>}
        {!isDirty && done !== '' && <p className={styles.done}>{done}</p>}
      </div>
      <div role="alert">
        {problem !== null && (
          <p className={styles.problem}>
            {problem.field === null ? problem.sentence : 'Not saved: look at the field in red.'}
          </p>
        )}
      </div>
      {isDirty && (
        <p className={controls.choices}>
          <button type="submit" className={controls.button} aria-disabled={isBusy}>
            {isBusy ? 'Saving…' : 'Save'}
          </button>
          <button type="button" className={controls.secondary} onClick={discard}>
            Discard
          </button>
        </p>
      )}
    </div>
  )
}

function sentenceAfterChange(isDirty: boolean, conflicts: readonly SiteField[]): string {
  if (!isDirty) return 'A colleague made the same change meanwhile.'
  const kept = 'A colleague changed this site meanwhile. What you typed is still here.'
  if (conflicts.length === 0) return `${kept} Save again to add it to theirs.`
  const names = conflicts.map((field) => fieldNames[field] ?? field).join(', ')
  return `${kept} You both changed: ${names}. Saving again replaces their version of it.`
}

const fieldNames: Partial<Record<SiteField, string>> = {
  name: 'the name',
  origins: 'the addresses',
  accent: 'the colour',
  side: 'the corner',
  inlineOffset: 'the distance from the side',
  blockOffset: 'the distance from the bottom',
  theme: 'the theme',
  radius: 'the corners',
  launcherKind: 'the button',
  launcherText: 'the button’s text',
  isGreetingOn: 'whether visitors are greeted',
  greetingText: 'the greeting',
  greetingAfter: 'when visitors are greeted',
  title: 'the title',
  welcome: 'the welcome',
  locale: 'the language',
}
