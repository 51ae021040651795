import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react'
import type { AccountProblem } from '@/client/desk/account/account'
import type { Sites } from '@/client/desk/sites/sites'
import { formatDay } from '@/client/text/format-time'
import { siteWords } from '@/client/words/settings/site-words'
import { ConfirmDialog, type Question } from '@/components/controls/confirm-dialog'
import controls from '@/components/controls/controls.module.css'
import { Dialog } from '@/components/controls/dialog'
import dialog from '@/components/controls/dialog.module.css'
import { TextField } from '@/components/controls/text-field'
import { sentenceForSite } from '@/components/settings/sites/site-problem'
import { MAX_SITE_SECRETS, type SiteSecret } from '@/contract/sites/identity'
import { useNow } from '@/hooks/browser/use-now'
import { CopyableCode } from '../install/copyable-code'
import styles from './site-secrets.module.css'

const { t } = siteWords

type SecretCalls = Pick<Sites, 'secrets' | 'addSecret' | 'removeSecret'>

/** The site's signing secrets: at most two, each shown only once. Changes take effect without the form's Save. */
export function SiteSecrets({ siteId, sites }: { siteId: string; sites: SecretCalls }) {
  const [secrets, setSecrets] = useState<readonly SiteSecret[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const opener = useRef<HTMLElement | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)

  const load = useCallback(async () => {
    const { value, problem: refusal } = await sites.secrets(siteId)
    if (value !== null) setSecrets(value.data)
    setProblem(refusal && sentenceForSecret(refusal))
  }, [siteId, sites])
  useEffect(() => void load(), [load])

  async function remove(secretId: string): Promise<string | null> {
    const { problem: refusal } = await sites.removeSecret(siteId, secretId)
    await load()
    return refusal === null || refusal.code === 'not_found' ? null : sentenceForSecret(refusal)
  }

  function askToRemove({ id, hint }: SiteSecret, from: HTMLElement) {
    opener.current = from
    setQuestion({
      title: t('removeSecretQuestion', { hint }),
      about: t('removeSecretWarning'),
      confirmLabel: t('remove'),
      confirm: () => remove(id),
    })
  }

  return (
    <section className={styles.secrets} aria-labelledby="secrets">
      <h2 ref={heading} id="secrets" tabIndex={-1}>
        {t('secrets')}
      </h2>
      <p>{t('secretsAbout')}</p>
      <div role="alert">{problem !== null && <p className={styles.problem}>{problem}</p>}</div>
      {secrets !== null && secrets.length > 0 && (
        <ul>
          {secrets.map((secret) => (
            <Secret key={secret.id} secret={secret} onRemove={(from) => askToRemove(secret, from)} />
          ))}
        </ul>
      )}
      {secrets !== null && secrets.length < MAX_SITE_SECRETS && (
        <NewSecret
          add={(value) => sites.addSecret(siteId, value === '' ? {} : { value })}
          onAdded={() => void load()}
        />
      )}
      <ConfirmDialog
        question={question}
        onClose={() => setQuestion(null)}
        // After the removal, the secret's button no longer exists.
        returnFocus={() => (opener.current?.isConnected ? opener.current : heading.current)}
      />
    </section>
  )
}

type SecretProps = { secret: SiteSecret; onRemove: (from: HTMLElement) => void }

function Secret({ secret: { hint, createdAt, isReadable }, onRemove }: SecretProps) {
  const now = useNow()
  return (
    <li>
      <div>
        <p className={styles.hint}>
          <code>{`…${hint}`}</code>
        </p>
        {now !== null && <p>{t('secretAdded', { day: formatDay(new Date(createdAt), new Date(now)) })}</p>}
        {!isReadable && <p className={styles.problem}>{t('secretUnreadable')}</p>}
      </div>
      <button
        type="button"
        className={controls.secondary}
        aria-label={t('removeSecret', { hint })}
        onClick={(event) => onRemove(event.currentTarget)}
      >
        {t('remove')}
      </button>
    </li>
  )
}

type NewSecretProps = {
  /** Adds the given secret, or generates one if the value is empty. */
  add: (value: string) => ReturnType<Sites['addSecret']>
  /** Called when the dialog with the added secret closes. */
  onAdded: () => void
}

/** Generates or imports a secret and shows it once, until the dialog closes. */
function NewSecret({ add, onAdded }: NewSecretProps) {
  const [isOpen, setIsOpen] = useState(false)
  const [shown, setShown] = useState<string | null>(null)
  const [pasted, setPasted] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const button = useRef<HTMLButtonElement>(null)

  function close() {
    // Not earlier: with two secrets, this component unmounts.
    if (shown !== null) onAdded()
    setIsOpen(false)
    setShown(null)
    setPasted('')
    setProblem(null)
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (isBusy) return
    setIsBusy(true)
    const { value, problem: refusal } = await add(pasted.trim())
    setIsBusy(false)
    setProblem(refusal && sentenceForSecret(refusal))
    if (value !== null) setShown(value.value)
  }

  return (
    <>
      <button ref={button} type="button" className={controls.secondary} onClick={() => setIsOpen(true)}>
        {t('addSecret')}
      </button>
      <Dialog
        title={shown === null ? t('addSecret') : t('copySecret')}
        isOpen={isOpen}
        onClose={close}
        returnFocus={() => button.current}
      >
        {shown === null ? (
          <form noValidate onSubmit={submit} className={styles.form}>
            <p>{t('addSecretAbout')}</p>
            <TextField
              name="secret"
              label={t('ownSecret')}
              dir="ltr"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              value={pasted}
              onChange={(event) => setPasted(event.target.value)}
              error={problem}
            />
            <div className={dialog.answers}>
              <button type="button" className={controls.secondary} onClick={close}>
                {t('cancel')}
              </button>
              <button type="submit" className={controls.button} disabled={isBusy}>
                {t('add')}
              </button>
            </div>
          </form>
        ) : (
          <div className={styles.form}>
            <p>{t('copySecretAbout')}</p>
            <CopyableCode name={t('theSecret')} code={shown} />
            <div className={dialog.answers}>
              <button type="button" className={controls.button} onClick={close}>
                {t('done')}
              </button>
            </div>
          </div>
        )}
      </Dialog>
    </>
  )
}

function sentenceForSecret(problem: AccountProblem): string {
  switch (problem.code) {
    case 'too_many_secrets':
      return t('tooManySecrets')
    case 'validation_failed':
      return t('secretForm')
    default:
      return sentenceForSite(problem)
  }
}
