import { formerSnippets } from '@/client/desk/sites/former-products'
import { aliasesIn } from '@/client/desk/sites/site-draft'
import { siteWords } from '@/client/words/settings/site-words'
import { DraftField } from '../fields'
import type { SiteForm } from '../use-site-form'
import styles from './install-tab.module.css'
import { SnippetTabs } from './snippet-tabs'
import { useHost } from './use-host'

const { t } = siteWords

/** For sites moving from another product: their ids there, and the changed snippets. */
export function ComingFrom({ form, publicUrl }: { form: SiteForm; publicUrl: string | null }) {
  const host = useHost(publicUrl)
  if (host === null) return null
  return (
    <div className={styles.install}>
      <section aria-labelledby="coming-from">
        <h2 id="coming-from">{t('comingFrom')}</h2>
        <p>{t('comingFromAbout')}</p>
        <fieldset disabled={form.isDisabled}>
          <DraftField
            form={form}
            field="aliases"
            label={t('aliases')}
            hint={t('aliasesHint')}
            dir="ltr"
            autoCapitalize="none"
            spellCheck={false}
          />
        </fieldset>
        <SnippetTabs
          label={t('comingFromWhich')}
          snippets={formerSnippets(host, aliasesIn(form.draft.aliases)).map(({ id, name, code }) => ({
            id,
            name,
            code,
            about: t(`changed_${id}`),
            codeName: t('snippetFrom', { name }),
          }))}
        />
        <p>{t('oldSecrets')}</p>
      </section>
    </div>
  )
}
