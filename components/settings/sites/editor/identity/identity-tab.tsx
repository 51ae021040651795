import { identitySnippets } from '@/client/desk/sites/identity-snippets'
import { siteWords } from '@/client/words/settings/site-words'
import { DraftChoices, FieldGroup } from '../fields'
import { SnippetTabs } from '../install/snippet-tabs'
import type { SiteForm } from '../use-site-form'
import styles from './identity-tab.module.css'

const { t } = siteWords

const meanings = {
  off: 'vouchesOffAbout',
  optional: 'vouchesOptionalAbout',
  required: 'vouchesRequiredAbout',
} as const

/** Settings for identity verification, with code for the site's server. */
export function IdentityTab({ form }: { form: SiteForm }) {
  const { draft, set, site } = form
  return (
    <>
      <FieldGroup title={t('signedInUsers')}>
        <DraftChoices
          form={form}
          field="identity"
          label={t('vouches')}
          hint={t(meanings[draft.identity])}
          options={[
            { value: 'off', label: t('vouchesOff') },
            { value: 'optional', label: t('vouchesOptional') },
            { value: 'required', label: t('vouchesRequired') },
          ]}
        />
        {draft.identity !== 'off' && (
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={draft.allowsStaticProof}
              onChange={(event) => set({ allowsStaticProof: event.target.checked })}
            />
            <span>
              <span>{t('staticHashes')}</span>
              <small>{t('staticHashesAbout')}</small>
            </span>
          </label>
        )}
      </FieldGroup>
      {draft.identity !== 'off' && (
        <FieldGroup title={t('onYourServer')}>
          <p className={styles.words}>{t('onYourServerAbout')}</p>
          <SnippetTabs
            label={t('serverWrittenIn')}
            snippets={identitySnippets(site.key).map(({ id, name, uses, code }) => ({
              id,
              name,
              code,
              about: t('withLibraries', { libraries: uses }),
              codeName: t('codeFor', { name }),
            }))}
          />
        </FieldGroup>
      )}
    </>
  )
}
