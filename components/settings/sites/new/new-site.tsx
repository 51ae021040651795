'use client'

import { useRouter } from 'next/navigation'
import { SITES_PATH, sitesOf } from '@/client/desk/sites/sites'
import { siteWords } from '@/client/words/settings/site-words'
import { AccountForm, type FormProblem } from '@/components/controls/account-form'
import { TextField } from '@/components/controls/text-field'
import { siteName } from '@/contract/sites/site-settings'
import { nameProblem, sentenceForSite } from '../site-problem'
import styles from './new-site.module.css'

const { t } = siteWords

/** Creates a site from a name and an address, then opens its install tab. */
export function NewSite({ selfId }: { selfId: string }) {
  const router = useRouter()

  async function submit({
    name = '',
    address = '',
  }: Readonly<Record<string, string>>): Promise<FormProblem | null> {
    if (!siteName.safeParse(name).success) return { fields: { name: nameProblem(name) }, form: null }
    const allowedOrigins = address.trim() === '' ? [] : [address]
    const { value, problem } = await sitesOf(selfId).create({ name, allowedOrigins })
    if (problem === null) {
      router.push(`${SITES_PATH}/${value.site.id}?tab=install`)
      return null
    }
    const sentence = sentenceForSite(problem)
    if (problem.param?.startsWith('allowedOrigins')) return { fields: { address: sentence }, form: null }
    return problem.param === 'name'
      ? { fields: { name: sentence }, form: null }
      : { fields: {}, form: sentence }
  }

  return (
    <div className={styles.column}>
      <h1>{t('newSite')}</h1>
      <AccountForm submitLabel={t('createSite')} busyLabel={t('creating')} onSubmit={submit}>
        {(errorOf) => (
          <>
            <TextField
              name="name"
              label={t('name')}
              autoComplete="off"
              hint={t('nameHint')}
              error={errorOf('name')}
            />
            <TextField
              name="address"
              label={t('address')}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              inputMode="url"
              placeholder="https://shop.example"
              hint={t('addressNewHint')}
              error={errorOf('address')}
            />
          </>
        )}
      </AccountForm>
    </div>
  )
}
