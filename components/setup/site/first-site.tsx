'use client'

import { useRouter } from 'next/navigation'
import { sitesOf } from '@/client/desk/sites/sites'
import { siteWords } from '@/client/words/settings/site-words'
import { AccountForm, type FormProblem } from '@/components/controls/account-form'
import { TextField } from '@/components/controls/text-field'
import { nameProblem, sentenceForSite } from '@/components/settings/sites/site-problem'
import type { Site } from '@/contract/sites/site'
import { siteName } from '@/contract/sites/site-settings'
import { stepPath } from '../steps'
import styles from './first-site.module.css'

const { t } = siteWords

/** Sets the first site's name, address and colour, then goes on to the install step. */
export function FirstSite({ selfId, site }: { selfId: string; site: Site }) {
  const router = useRouter()
  const [first = '', ...others] = site.allowedOrigins

  async function submit({
    name = '',
    address = '',
    accent = '',
  }: Readonly<Record<string, string>>): Promise<FormProblem | null> {
    if (!siteName.safeParse(name).success) return { fields: { name: nameProblem(name) }, form: null }
    const allowedOrigins = [address.trim(), ...others].filter((origin) => origin !== '')
    const { problem } = await sitesOf(selfId).change(site.id, {
      version: site.version,
      name,
      allowedOrigins,
      settings: { accent: accent.toLowerCase() },
    })
    if (problem === null) {
      router.push(stepPath('install'))
      router.refresh()
      return null
    }
    const sentence = sentenceForSite(problem)
    if (problem.param?.startsWith('allowedOrigins')) return { fields: { address: sentence }, form: null }
    return problem.param === 'name'
      ? { fields: { name: sentence }, form: null }
      : { fields: {}, form: sentence }
  }

  return (
    <div className={styles.form}>
      <AccountForm submitLabel={t('saveAndGoOn')} busyLabel={t('saving')} onSubmit={submit}>
        {(errorOf) => (
          <>
            <TextField
              name="name"
              label={t('name')}
              autoComplete="organization"
              defaultValue={site.version === 1 ? '' : site.name}
              placeholder={site.name}
              hint={t('nameSetUpHint')}
              error={errorOf('name')}
            />
            <TextField
              name="address"
              label={t('address')}
              dir="ltr"
              autoComplete="url"
              autoCapitalize="none"
              spellCheck={false}
              inputMode="url"
              defaultValue={first}
              placeholder="https://shop.example"
              hint={t('addressSetUpHint')}
              error={errorOf('address')}
            />
            <div className={styles.color}>
              <label htmlFor="accent">{t('colour')}</label>
              <input id="accent" name="accent" type="color" defaultValue={site.settings.accent} />
            </div>
          </>
        )}
      </AccountForm>
    </div>
  )
}
