import { Mail } from 'lucide-react'
import { mailTo, policyFor, snippetsFor, tagFor, warningAbout } from '@/client/desk/sites/install-snippets'
import type { Sites } from '@/client/desk/sites/sites'
import { siteWords } from '@/client/words/settings/site-words'
import controls from '@/components/controls/controls.module.css'
import type { Site } from '@/contract/sites/site'
import { CopyableCode } from './copyable-code'
import styles from './install-tab.module.css'
import { SeenOn } from './seen-on'
import { SnippetTabs } from './snippet-tabs'
import { useHost } from './use-host'

const { t } = siteWords

type InstallTabProps = {
  site: Site
  sites: Sites
  /** Porchlight's public URL, if configured. */
  publicUrl: string | null
  /** Allows an origin to show the chat; `null` for non-admins. Resolves to an error message, or `null` on success. */
  onAllow: ((origin: string) => Promise<string | null>) | null
  /** Called once an allowed page has requested the chat, even if that was before it was allowed. */
  onSeen?: () => void
}

/** The tag for each kind of site, the required Content-Security-Policy, and whether a page has requested the chat yet. */
export function InstallTab({ site, sites, publicUrl, onAllow, onSeen }: InstallTabProps) {
  const host = useHost(publicUrl)
  if (host === null) return null
  const snippets = snippetsFor(host, site.key)
  const policy = policyFor(host)
  const warning = warningAbout(host, site.allowedOrigins)
  const [beforeDataKey, afterDataKey] = siteWords.around('dataKeyAbout')

  return (
    <div className={styles.install}>
      {warning !== null && <p className={styles.warning}>{t(warnings[warning])}</p>}
      <section aria-labelledby="tag">
        <h2 id="tag">{t('theTag')}</h2>
        <SnippetTabs
          label={t('madeWith')}
          snippets={snippets.map(({ id, name, code }) => ({
            id,
            name,
            code,
            about: t(`where_${id}`),
            codeName: t('snippetFor', { name }),
          }))}
        />
        <p className={controls.choices}>
          <a
            className={controls.secondary}
            href={mailTo({
              subject: t('mailSubject', { site: site.name }),
              body: t('mailBody', {
                site: site.name,
                tag: tagFor(host, site.key),
                policy: policy.usual,
              }),
            })}
          >
            <Mail size={18} aria-hidden="true" />
            <span>{t('mailIt')}</span>
          </a>
        </p>
      </section>
      <SeenOn site={site} sites={sites} onAllow={onAllow} onSeen={onSeen} />
      <section aria-labelledby="policy">
        <h2 id="policy">{t('policy')}</h2>
        <p>{t('policyAbout')}</p>
        <CopyableCode name={t('thePolicy')} code={policy.usual} />
        <p>
          <span>{beforeDataKey}</span>
          <code>data-key</code>
          <span>{afterDataKey}</span>
        </p>
        <CopyableCode name={t('thePolicyForDataKey')} code={policy.withDataKey} />
      </section>
    </div>
  )
}

const warnings = {
  local_host: 'localHost',
  mixed_content: 'mixedContent',
} as const
