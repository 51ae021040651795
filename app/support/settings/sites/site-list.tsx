import { ChevronRight, Plus } from 'lucide-react'
import Link from 'next/link'
import { SITES_PATH } from '@/client/desk/sites'
import controls from '@/components/agent/controls.module.css'
import type { Site } from '@/contract/site'
import styles from './site-list.module.css'

/** All sites, each with where it stands. Archived ones come last. */
export function SiteList({ sites, mayManage }: { sites: readonly Site[]; mayManage: boolean }) {
  return (
    <div className={styles.column}>
      <div className={styles.head}>
        <h1>Sites</h1>
        {mayManage && (
          <Link href={`${SITES_PATH}/new`} className={controls.button} prefetch={false}>
            <Plus size={18} aria-hidden="true" />
            <span>New site</span>
          </Link>
        )}
      </div>
      <p className={styles.introduction}>
        Each site has its own visitors, its own look and its own tag. All of them share this inbox.
      </p>
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
              {!site.isActive && <span className={styles.tag}>Archived</span>}
              {site.isDefault && <span className={styles.tag}>Default</span>}
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
  if (first === undefined) return 'No address yet'
  if (others.length === 0) return first
  return others.length === 1 ? `${first} and one more` : `${first} and ${others.length} more`
}
