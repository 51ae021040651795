import { AlertDialog, Dialog } from 'radix-ui'
import { type FormEvent, useCallback, useEffect, useState } from 'react'
import type { AccountProblem } from '@/client/desk/account'
import type { Sites } from '@/client/desk/sites'
import { formatDay } from '@/client/text/format-time'
import controls from '@/components/agent/controls.module.css'
import { TextField } from '@/components/agent/text-field'
import { MAX_SITE_SECRETS, type SiteSecret } from '@/contract/identity'
import { useNow } from '@/hooks/use-now'
import { sentenceForSite } from '../../site-problem'
import dialog from '../dialog.module.css'
import { CopyableCode } from '../install/copyable-code'
import styles from './site-secrets.module.css'

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
      <h2 id="secrets">Secrets</h2>
      <p>
        Anyone who has a secret can pose as any of your users: keep it on your server. To replace one, add the
        second, sign with it, then remove the first.
      </p>
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
        {now !== null && <p>{`Added: ${formatDay(new Date(secret.createdAt), new Date(now))}`}</p>}
        {!secret.isReadable && (
          <p className={styles.problem}>
            It was stored under another AUTH_SECRET and vouches for nobody. Replace it.
          </p>
        )}
      </div>
      <AlertDialog.Root>
        <AlertDialog.Trigger
          className={controls.secondary}
          aria-label={`Remove the secret that ends with ${secret.hint}`}
        >
          Remove
        </AlertDialog.Trigger>
        <AlertDialog.Portal>
          <AlertDialog.Overlay className={dialog.overlay} />
          <AlertDialog.Content className={dialog.dialog}>
            <AlertDialog.Title>{`Remove the secret …${secret.hint}?`}</AlertDialog.Title>
            <AlertDialog.Description>
              Users whom the site vouched for with it are signed out of the chat at once, until it vouches for
              them with another one.
            </AlertDialog.Description>
            <p className={controls.choices}>
              <AlertDialog.Action className={controls.button} onClick={onRemove}>
                Remove
              </AlertDialog.Action>
              <AlertDialog.Cancel className={controls.secondary}>Cancel</AlertDialog.Cancel>
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
      <Dialog.Trigger className={controls.secondary}>Add a secret</Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className={dialog.overlay} />
        <Dialog.Content className={dialog.dialog}>
          {shown === null ? (
            <form noValidate onSubmit={submit} className={styles.form}>
              <Dialog.Title>Add a secret</Dialog.Title>
              <Dialog.Description>Leave the field empty, and we make a random one.</Dialog.Description>
              <TextField
                name="secret"
                label="A secret that your server uses already"
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
                  Add
                </button>
                <Dialog.Close className={controls.secondary}>Cancel</Dialog.Close>
              </p>
            </form>
          ) : (
            <div className={styles.form}>
              <Dialog.Title>Copy the secret now</Dialog.Title>
              <Dialog.Description>
                It is not shown again. Keep it in your server’s environment, as PORCHLIGHT_SECRET.
              </Dialog.Description>
              <CopyableCode name="the secret" code={shown} />
              <p className={controls.choices}>
                <Dialog.Close className={controls.button}>Done</Dialog.Close>
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
      return 'A colleague added one meanwhile, and a site has at most two. Close this and look again.'
    case 'validation_failed':
      return 'A secret has 16 to 256 letters, digits and signs, without blanks.'
    default:
      return sentenceForSite(problem)
  }
}
