'use client'

import Link from 'next/link'
import { Tabs } from 'radix-ui'
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { SITES_PATH, sitesOf } from '@/client/desk/sites/sites'
import { siteWords } from '@/client/words/settings/site-words'
import notice from '@/components/controls/notice.module.css'
import { classNames } from '@/components/ui/class-names'
import type { Site } from '@/contract/sites/site'
import { useDirection } from '@/hooks/browser/use-direction'
import { AppearanceTab } from './appearance-tab'
import { ArchiveSite } from './archive-site'
import { GeneralTab } from './general-tab'
import { IdentityTab } from './identity/identity-tab'
import { SiteSecrets } from './identity/site-secrets'
import { ComingFrom } from './install/coming-from'
import { InstallTab } from './install/install-tab'
import { SaveBar } from './save-bar'
import styles from './site-editor.module.css'
import { SitePreview } from './site-preview'
import { TextsTab } from './texts-tab'
import { useLeaveGuard } from './use-leave-guard'
import { useSiteForm } from './use-site-form'

const { t } = siteWords

const tabs = [
  { id: 'general', name: 'general' },
  { id: 'appearance', name: 'appearance' },
  { id: 'texts', name: 'textsTab' },
  { id: 'identity', name: 'identity' },
  { id: 'install', name: 'install' },
] as const
type TabId = (typeof tabs)[number]['id']

/** The tab of each field. Fields not listed are in the appearance tab. */
const tabOfField: Record<string, TabId | undefined> = {
  name: 'general',
  origins: 'general',
  contactEmail: 'general',
  aliases: 'install',
  identity: 'identity',
  allowsStaticProof: 'identity',
  locale: 'texts',
  title: 'texts',
  welcome: 'texts',
  greeting: 'texts',
  greetingAfter: 'texts',
}

type SiteEditorProps = {
  site: Site
  selfId: string
  mayManage: boolean
  /** Porchlight's public URL, if configured. */
  publicUrl: string | null
  tab: string | null
}

/** One form across several tabs: switching keeps unsaved input, and everything is saved together. */
export function SiteEditor({ site: initial, selfId, mayManage, publicUrl, tab: askedTab }: SiteEditorProps) {
  const sites = useMemo(() => sitesOf(selfId), [selfId])
  const form = useSiteForm(initial, sites, mayManage)
  const [tab, setTab] = useState<TabId>(() => tabs.find(({ id }) => id === askedTab)?.id ?? 'general')
  const formRef = useRef<HTMLFormElement>(null)
  const tabsRef = useRef<HTMLDivElement>(null)
  const direction = useDirection()
  useLeaveGuard(form.isDirty)

  useEffect(() => {
    // On narrow screens, scrolls the open tab into view.
    tabsRef.current?.querySelector(`[id$="${tab}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [tab])

  function show(id: string) {
    const next = tabs.find((one) => one.id === id)?.id ?? 'general'
    setTab(next)
    // Keeps the open tab in the address, for reloads and shared links.
    window.history.replaceState(null, '', `?tab=${next}`)
  }

  async function save(event: FormEvent) {
    event.preventDefault()
    const field = await form.save()
    if (field === null) return
    flushSync(() => show(tabOfField[field] ?? 'appearance'))
    formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }

  const hasPreview = tab === 'appearance' || tab === 'texts'
  return (
    <div className={styles.page}>
      <p className={styles.trail}>
        <Link href={SITES_PATH} prefetch={false}>
          {t('sites')}
        </Link>
      </p>
      <h1>
        <bdi>{form.site.name}</bdi>
      </h1>
      {!form.site.isActive && (
        <p className={classNames(notice.warning, styles.notice)}>{t('archivedNotice')}</p>
      )}
      {!mayManage && <p className={classNames(notice.warning, styles.notice)}>{t('onlyAdminsNotice')}</p>}
      <Tabs.Root dir={direction} value={tab} onValueChange={show}>
        <Tabs.List ref={tabsRef} className={styles.tabs} aria-label={t('partsOfSettings')}>
          {tabs.map(({ id, name }) => (
            <Tabs.Trigger key={id} value={id}>
              {t(name)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <form ref={formRef} noValidate onSubmit={save} className={styles.form}>
          <div className={styles.columns} data-preview={hasPreview}>
            <fieldset disabled={form.isDisabled}>
              <Tabs.Content value="general" className={styles.panel}>
                <GeneralTab form={form} />
              </Tabs.Content>
              <Tabs.Content value="appearance" className={styles.panel}>
                <AppearanceTab form={form} />
              </Tabs.Content>
              <Tabs.Content value="texts" className={styles.panel}>
                <TextsTab form={form} />
              </Tabs.Content>
              <Tabs.Content value="identity" className={styles.panel}>
                <IdentityTab form={form} />
              </Tabs.Content>
            </fieldset>
            {hasPreview && <SitePreview draft={form.draft} />}
          </div>
          <Tabs.Content value="install" className={styles.panel}>
            <InstallTab
              site={form.site}
              sites={sites}
              publicUrl={publicUrl}
              onAllow={mayManage ? form.allow : null}
            />
            <ComingFrom form={form} publicUrl={publicUrl} />
          </Tabs.Content>
          <SaveBar form={form} />
        </form>
      </Tabs.Root>
      {tab === 'identity' && mayManage && <SiteSecrets siteId={form.site.id} sites={sites} />}
      {tab === 'general' && mayManage && !form.site.isDefault && (
        <ArchiveSite site={form.site} onChange={(isActive) => form.change(() => ({ isActive }))} />
      )}
    </div>
  )
}
