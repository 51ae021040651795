import { ChevronRight, Plus } from 'lucide-react'
import Link from 'next/link'
import { SITES_PATH } from '@/client/desk/sites/sites'
import { siteWords } from '@/client/words/settings/site-words'
import controls from '@/components/controls/controls.module.css'
import type { Site } from '@/contract/sites/site'
import styles from './site-list.module.css'

const { t } = siteWords

/** All sites with their addresses, archived ones last. */
export function SiteList({ sites, mayManage }: { sites: readonly Site[]; mayManage: boolean }) {
  return (
    <div className={styles.column}>
      <div className={styles.head}>
        <h1>{t('sites')}</h1>
        {mayManage && (
          <Link href={`${SITES_PATH}/new`} className={controls.button} prefetch={false}>
            <Plus size={18} aria-hidden="true" />
            <span>{t('newSite')}</span>
          </Link>
        )}
      </div>
      <p className={styles.introduction}>{t('sitesAbout')}</p>
      <ul className={styles.sites}>
        {sites.map((site) => (
          <li key={site.id}>
            <Link href={`${SITES_PATH}/${site.id}`} prefetch={false}>
              <span className={styles.words}>
                <span className={styles.name}>
                  <bdi>{site.name}</bdi>
                </span>
                <span className={styles.where}>{whereItStands(site)}</span>
              </span>
              {!site.isActive && <span className={styles.tag}>{t('archived')}</span>}
              {site.isDefault && <span className={styles.tag}>{t('default')}</span>}
              <ChevronRight size={18} aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

function whereItStands({ allowedOrigins }: Site): string {
  const [first, ...others] = allowedOrigins.map((origin) => origin.replace(/^https:\/\//, ''))
  if (first === undefined) return t('noAddress')
  return others.length === 0 ? first : t('andMore', { first, count: others.length })
}
