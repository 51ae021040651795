import { AlertDialog } from 'radix-ui'
import { useState } from 'react'
import controls from '@/components/agent/controls.module.css'
import type { Site } from '@/contract/site'
import styles from './archive-site.module.css'
import dialog from './dialog.module.css'

/** Takes a site out of use, after asking, or back into it. Nothing is deleted. */
export function ArchiveSite({
  site,
  onChange,
}: {
  site: Site
  onChange: (isActive: boolean) => Promise<string | null>
}) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function change(isActive: boolean) {
    if (isBusy) return
    setIsBusy(true)
    setProblem(await onChange(isActive))
    setIsBusy(false)
  }

  return (
    <section className={styles.archive} aria-labelledby="archive">
      <h2 id="archive">{site.isActive ? 'Archive this site' : 'Use this site again'}</h2>
      <p>
        {site.isActive
          ? 'Its chat disappears from its pages. Conversations stay where they are, and you can take the site back at any time.'
          : 'Its chat comes back to the pages that have its tag.'}
      </p>
      <div role="alert">{problem !== null && <p className={styles.problem}>{problem}</p>}</div>
      {site.isActive ? (
        <AlertDialog.Root>
          <AlertDialog.Trigger className={controls.secondary}>Archive</AlertDialog.Trigger>
          <AlertDialog.Portal>
            <AlertDialog.Overlay className={dialog.overlay} />
            <AlertDialog.Content className={dialog.dialog}>
              <AlertDialog.Title>Archive this site?</AlertDialog.Title>
              <AlertDialog.Description>
                Visitors who are writing at this moment lose the chat. Nothing that was said is deleted.
              </AlertDialog.Description>
              <p className={controls.choices}>
                <AlertDialog.Action className={controls.button} onClick={() => void change(false)}>
                  Archive
                </AlertDialog.Action>
                <AlertDialog.Cancel className={controls.secondary}>Cancel</AlertDialog.Cancel>
              </p>
            </AlertDialog.Content>
          </AlertDialog.Portal>
        </AlertDialog.Root>
      ) : (
        <button type="button" className={controls.secondary} onClick={() => void change(true)}>
          Use it again
        </button>
      )}
    </section>
  )
}
