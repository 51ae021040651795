import { Tabs } from 'radix-ui'
import { identitySnippets } from '@/client/desk/identity-snippets'
import { useDirection } from '@/hooks/use-direction'
import { Choices, FieldGroup } from '../fields'
import { CopyableCode } from '../install/copyable-code'
import type { SiteForm } from '../use-site-form'
import styles from './identity-tab.module.css'

const meanings = {
  off: 'Every visitor is known by their browser alone.',
  optional: 'Users whom the site vouches for find their conversations everywhere. Others stay anonymous.',
  required: 'Only users whom the site vouches for can chat. Anonymous visitors are refused everything.',
}

/** Whether the site vouches for its users, and what its server has to do for that. */
export function IdentityTab({ form }: { form: SiteForm }) {
  const { draft, set, site } = form
  const direction = useDirection()
  return (
    <>
      <FieldGroup title="Signed-in users">
        <Choices
          name="identity"
          label="The site vouches for its users"
          hint={meanings[draft.identity]}
          value={draft.identity}
          options={[
            { value: 'off', label: 'No' },
            { value: 'optional', label: 'Where it can' },
            { value: 'required', label: 'Always' },
          ]}
          onChange={(identity) => set({ identity })}
        />
        {draft.identity !== 'off' && (
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={draft.allowsStaticProof}
              onChange={(event) => set({ allowsStaticProof: event.target.checked })}
            />
            <span>
              Take static hashes, too
              <small>
                As pages of other products send them. A hash never expires: a copy of it opens its user’s
                conversations.
              </small>
            </span>
          </label>
        )}
      </FieldGroup>
      {draft.identity !== 'off' && (
        <FieldGroup title="On your server">
          <p className={styles.words}>
            Sign a token when a signed-in user’s page asks for one, and never in the page itself. It may be
            valid for 15 minutes at most.
          </p>
          <Tabs.Root dir={direction} defaultValue="node">
            <Tabs.List className={styles.kinds} aria-label="What the server is written in">
              {identitySnippets(site.key).map(({ id, name }) => (
                <Tabs.Trigger key={id} value={id}>
                  {name}
                </Tabs.Trigger>
              ))}
            </Tabs.List>
            {identitySnippets(site.key).map(({ id, name, uses, code }) => (
              <Tabs.Content key={id} value={id} className={styles.kind}>
                <p className={styles.words}>{`With ${uses}.`}</p>
                <CopyableCode name={`the code for ${name}`} code={code} />
              </Tabs.Content>
            ))}
          </Tabs.Root>
        </FieldGroup>
      )}
    </>
  )
}
