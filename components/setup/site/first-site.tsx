'use client'

import { useRouter } from 'next/navigation'
import { sitesOf } from '@/client/desk/sites/sites'
import { siteWords } from '@/client/words/settings/site-words'
import { AccountForm, type FormProblem, type FormValues } from '@/components/controls/account-form'
import { TextField } from '@/components/controls/text-field'
import field from '@/components/controls/text-field.module.css'
import { AddressField } from '@/components/settings/sites/address-field'
import { nameProblem, siteFormProblem } from '@/components/settings/sites/site-problem'
import type { Site } from '@/contract/sites/site'
import { siteName } from '@/contract/sites/site-settings'
import { stepPath } from '../steps'
import styles from './first-site.module.css'

const { t } = siteWords

/** Sets the first site's name, address and colour, then goes on to the install step. */
export function FirstSite({ selfId, site }: { selfId: string; site: Site }) {
  const router = useRouter()
  const [first = '', ...others] = site.allowedOrigins

  async function submit({ name = '', address = '', accent = '' }: FormValues): Promise<FormProblem | null> {
    if (!siteName.safeParse(name).success) return { fields: { name: nameProblem(name) } }
    const allowedOrigins = [address.trim(), ...others].filter((origin) => origin !== '')
    const { problem } = await sitesOf(selfId).change(site.id, {
      version: site.version,
      name,
      allowedOrigins,
      settings: { accent: accent.toLowerCase() },
    })
    if (problem !== null) return siteFormProblem(problem)
    router.push(stepPath('install'))
    router.refresh()
    return null
  }

  return (
    <div className={styles.form}>
      <AccountForm submitLabel={t('saveAndGoOn')} busyLabel={t('saving')} onSubmit={submit}>
        <TextField
          name="name"
          label={t('name')}
          autoComplete="organization"
          defaultValue={site.version === 1 ? '' : site.name}
          placeholder={site.name}
          hint={t('nameSetUpHint')}
        />
        <AddressField
          name="address"
          label={t('address')}
          autoComplete="url"
          defaultValue={first}
          hint={t('addressSetUpHint')}
        />
        <div className={field.field}>
          <label htmlFor="accent">{t('colour')}</label>
          <input
            id="accent"
            name="accent"
            type="color"
            className={styles.color}
            defaultValue={site.settings.accent}
          />
        </div>
      </AccountForm>
    </div>
  )
}
