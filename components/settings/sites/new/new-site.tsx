'use client'

import { useRouter } from 'next/navigation'
import { SITES_PATH, sitesOf } from '@/client/desk/sites/sites'
import { siteWords } from '@/client/words/settings/site-words'
import { AccountForm, type FormProblem, type FormValues } from '@/components/controls/account-form'
import { TextField } from '@/components/controls/text-field'
import { siteName } from '@/contract/sites/site-settings'
import { AddressField } from '../address-field'
import { nameProblem, siteFormProblem } from '../site-problem'
import styles from './new-site.module.css'

const { t } = siteWords

/** Creates a site from a name and an address, then opens its install tab. */
export function NewSite({ selfId }: { selfId: string }) {
  const router = useRouter()

  async function submit({ name = '', address = '' }: FormValues): Promise<FormProblem | null> {
    if (!siteName.safeParse(name).success) return { fields: { name: nameProblem(name) } }
    const allowedOrigins = address.trim() === '' ? [] : [address]
    const { value, problem } = await sitesOf(selfId).create({ name, allowedOrigins })
    if (problem !== null) return siteFormProblem(problem)
    router.push(`${SITES_PATH}/${value.site.id}?tab=install`)
    return null
  }

  return (
    <div className={styles.column}>
      <h1>{t('newSite')}</h1>
      <AccountForm submitLabel={t('createSite')} busyLabel={t('creating')} onSubmit={submit}>
        <TextField name="name" label={t('name')} autoComplete="off" hint={t('nameHint')} />
        <AddressField name="address" label={t('address')} hint={t('addressNewHint')} />
      </AccountForm>
    </div>
  )
}
