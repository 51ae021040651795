import { AlertDialog, Dialog } from 'radix-ui'
import { type FormEvent, useCallback, useEffect, useState } from 'react'
import type { AccountProblem } from '@/client/desk/account'
import type { Sites } from '@/client/desk/sites'
import { formatDay } from '@/client/text/format-time'
import { siteWords } from '@/client/words/settings/site-words'
import controls from '@/components/agent/controls.module.css'
import { TextField } from '@/components/agent/text-field'
import { MAX_SITE_SECRETS, type SiteSecret } from '@/contract/identity'
import { useNow } from '@/hooks/use-now'
import { sentenceForSite } from '../../site-problem'
import dialog from '../dialog.module.css'
import { CopyableCode } from '../install/copyable-code'
import styles from './site-secrets.module.css'

const { t } = siteWords

type SecretCalls = Pick<Sites, 'secrets' | 'addSecret' | 'removeSecret'>

/** What the site signs with: at most two, each shown once. Each change is stored at once. */
export function SiteSecrets({ siteId, sites }: { siteId: string; sites: SecretCalls }) {
  const [secrets, setSecrets] = useState<readonly SiteSecret[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  const load = useCallback(async () => {
    const { value, problem: refusal } = await sites.secrets(siteId)
    if (value !== null) setSecrets(value.data)
    setProblem(refusal && sentenceForSecret(refusal))
  }, [siteId, sites])
  useEffect(() => void load(), [load])

  async function remove(secretId: string) {
    const { problem: refusal } = await sites.removeSecret(siteId, secretId)
    await load()
    if (refusal !== null && refusal.code !== 'not_found') setProblem(sentenceForSecret(refusal))
  }

  return (
    <section className={styles.secrets} aria-labelledby="secrets">
      <h2 id="secrets">{t('secrets')}</h2>
      <p>{t('secretsAbout')}</p>
      <div role="alert">{problem !== null && <p className={styles.problem}>{problem}</p>}</div>
      {secrets !== null && secrets.length > 0 && (
        <ul>
          {secrets.map((secret) => (
            <Secret key={secret.id} secret={secret} onRemove={() => void remove(secret.id)} />
          ))}
        </ul>
      )}
      {secrets !== null && secrets.length < MAX_SITE_SECRETS && (
        <NewSecret
          add={(value) => sites.addSecret(siteId, value === '' ? {} : { value })}
          onAdded={() => void load()}
        />
      )}
    </section>
  )
}

function Secret({ secret, onRemove }: { secret: SiteSecret; onRemove: () => void }) {
  const now = useNow()
  return (
    <li>
      <div>
        <p className={styles.hint}>
          <code>{`…${secret.hint}`}</code>
        </p>
        {now !== null && (
          <p>{t('secretAdded', { day: formatDay(new Date(secret.createdAt), new Date(now)) })}</p>
        )}
        {!secret.isReadable && <p className={styles.problem}>{t('secretUnreadable')}</p>}
      </div>
      <AlertDialog.Root>
        <AlertDialog.Trigger
          className={controls.secondary}
          aria-label={t('removeSecret', { hint: secret.hint })}
        >
          {t('remove')}
        </AlertDialog.Trigger>
        <AlertDialog.Portal>
          <AlertDialog.Overlay className={dialog.overlay} />
          <AlertDialog.Content className={dialog.dialog}>
            <AlertDialog.Title>{t('removeSecretQuestion', { hint: secret.hint })}</AlertDialog.Title>
            <AlertDialog.Description>{t('removeSecretWarning')}</AlertDialog.Description>
            <p className={controls.choices}>
              <AlertDialog.Action className={controls.button} onClick={onRemove}>
                {t('remove')}
              </AlertDialog.Action>
              <AlertDialog.Cancel className={controls.secondary}>{t('cancel')}</AlertDialog.Cancel>
            </p>
          </AlertDialog.Content>
        </AlertDialog.Portal>
      </AlertDialog.Root>
    </li>
  )
}

type NewSecretProps = {
  /** Adds this one, or a new one for an empty text. */
  add: (value: string) => ReturnType<Sites['addSecret']>
  /** The secret was added, and has been seen. */
  onAdded: () => void
}

/** Makes a secret or takes one, and shows it this once: closing forgets it. */
function NewSecret({ add, onAdded }: NewSecretProps) {
  const [isOpen, setIsOpen] = useState(false)
  const [shown, setShown] = useState<string | null>(null)
  const [pasted, setPasted] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  function change(open: boolean) {
    // Not before: with two secrets this dialog is gone.
    if (!open && shown !== null) onAdded()
    setIsOpen(open)
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
    <Dialog.Root open={isOpen} onOpenChange={change}>
      <Dialog.Trigger className={controls.secondary}>{t('addSecret')}</Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className={dialog.overlay} />
        <Dialog.Content className={dialog.dialog}>
          {shown === null ? (
            <form noValidate onSubmit={submit} className={styles.form}>
              <Dialog.Title>{t('addSecret')}</Dialog.Title>
              <Dialog.Description>{t('addSecretAbout')}</Dialog.Description>
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
              <p className={controls.choices}>
                <button type="submit" className={controls.button} disabled={isBusy}>
                  {t('add')}
                </button>
                <Dialog.Close className={controls.secondary}>{t('cancel')}</Dialog.Close>
              </p>
            </form>
          ) : (
            <div className={styles.form}>
              <Dialog.Title>{t('copySecret')}</Dialog.Title>
              <Dialog.Description>{t('copySecretAbout')}</Dialog.Description>
              <CopyableCode name={t('theSecret')} code={shown} />
              <p className={controls.choices}>
                <Dialog.Close className={controls.button}>{t('done')}</Dialog.Close>
              </p>
            </div>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
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
