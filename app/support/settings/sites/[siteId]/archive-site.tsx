import { AlertDialog } from 'radix-ui'
import { useState } from 'react'
import { siteWords } from '@/client/words/settings/site-words'
import controls from '@/components/agent/controls.module.css'
import type { Site } from '@/contract/site'
import styles from './archive-site.module.css'
import dialog from './dialog.module.css'

const { t } = siteWords

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
      <h2 id="archive">{site.isActive ? t('archiveThis') : t('useAgain')}</h2>
      <p>{site.isActive ? t('archiveAbout') : t('useAgainAbout')}</p>
      <div role="alert">{problem !== null && <p className={styles.problem}>{problem}</p>}</div>
      {site.isActive ? (
        <AlertDialog.Root>
          <AlertDialog.Trigger className={controls.secondary}>{t('archive')}</AlertDialog.Trigger>
          <AlertDialog.Portal>
            <AlertDialog.Overlay className={dialog.overlay} />
            <AlertDialog.Content className={dialog.dialog}>
              <AlertDialog.Title>{t('archiveQuestion')}</AlertDialog.Title>
              <AlertDialog.Description>{t('archiveWarning')}</AlertDialog.Description>
              <p className={controls.choices}>
                <AlertDialog.Action className={controls.button} onClick={() => void change(false)}>
                  {t('archive')}
                </AlertDialog.Action>
                <AlertDialog.Cancel className={controls.secondary}>{t('cancel')}</AlertDialog.Cancel>
              </p>
            </AlertDialog.Content>
          </AlertDialog.Portal>
        </AlertDialog.Root>
      ) : (
        <button type="button" className={controls.secondary} onClick={() => void change(true)}>
          {t('useItAgain')}
        </button>
      )}
    </section>
  )
}
