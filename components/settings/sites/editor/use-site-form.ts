import { useState } from 'react'
import type { AccountProblem } from '@/client/desk/account/account'
import {
  changedFields,
  draftOf,
  fieldOfParam,
  patchOf,
  rebase,
  rowOfOrigin,
  type SiteDraft,
  type SiteField,
} from '@/client/desk/sites/site-draft'
import type { Sites } from '@/client/desk/sites/sites'
import { siteWords } from '@/client/words/settings/site-words'
import type { Site, SitePatch } from '@/contract/sites/site'
import { siteName } from '@/contract/sites/site-settings'
import { useLatest } from '@/hooks/browser/use-latest'
import { nameProblem, sentenceForSite } from '../site-problem'

const { t } = siteWords

/** An error, of a field (for addresses, of one row) or of the whole form. */
export type SiteFormProblem = { field: SiteField | null; row: number; sentence: string }

/** A site's form, which its tabs share. */
export type SiteForm = {
  /** The latest stored version that this page knows. */
  site: Site
  draft: SiteDraft
  isDirty: boolean
  isBusy: boolean
  isDisabled: boolean
  problem: SiteFormProblem | null
  /** Fields changed both here and meanwhile by a colleague, to different values. */
  conflicts: readonly SiteField[]
  /** True from when a save fails because a colleague saved first, until the form is saved or discarded. */
  wasChangedMeanwhile: boolean
  /** A status message on the last action. */
  done: string
  set: (change: Partial<SiteDraft>) => void
  discard: () => void
  /** Saves the draft. @returns the invalid field to focus, or `null` on success or for any other problem */
  save: () => Promise<SiteField | null>
  /** Saves a single change, keeping the draft. Resolves to an error message, or `null` on success. */
  change: (make: (site: Site) => Omit<SitePatch, 'version'>) => Promise<string | null>
  /** Allows another origin to show the chat. Resolves like {@link SiteForm.change}. */
  allow: (origin: string) => Promise<string | null>
}

/** Manages a site's draft until it is saved. No input is lost, whatever happens to the requests. */
export function useSiteForm(initial: Site, sites: Sites, mayManage: boolean): SiteForm {
  const [site, setSite] = useState(initial)
  const [draft, setDraft] = useState(() => draftOf(initial))
  const [problem, setProblem] = useState<SiteFormProblem | null>(null)
  const [conflicts, setConflicts] = useState<readonly SiteField[]>([])
  const [wasChangedMeanwhile, setChangedMeanwhile] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [done, setDone] = useState('')
  const latest = useLatest({ site, draft })

  function adopt(stored: Site): readonly SiteField[] {
    const rebased = rebase(latest.current.site, stored, latest.current.draft)
    setSite(stored)
    setDraft(rebased.draft)
    return rebased.conflicts
  }

  function begin(stored: Site, sentence: string) {
    setSite(stored)
    setDraft(draftOf(stored))
    setProblem(null)
    setConflicts([])
    setChangedMeanwhile(false)
    setDone(sentence)
  }

  async function adoptNewest(): Promise<void> {
    const { value } = await sites.read(initial.id)
    if (value === null) return
    setConflicts(adopt(value.site))
    setChangedMeanwhile(true)
  }

  async function save(): Promise<SiteField | null> {
    if (isBusy) return null
    setDone('')
    if (!siteName.safeParse(draft.name).success) {
      setProblem({ field: 'name', row: 0, sentence: nameProblem(draft.name) })
      return 'name'
    }
    setIsBusy(true)
    const sent = draft
    const { value, problem: refusal } = await sites.change(initial.id, patchOf(site, sent))
    setIsBusy(false)
    if (refusal === null) {
      const typedMeanwhile = changedFields(sent, latest.current.draft)
      const kept = Object.fromEntries(typedMeanwhile.map((field) => [field, latest.current.draft[field]]))
      begin(value.site, t('saved'))
      setDraft({ ...draftOf(value.site), ...kept })
      return null
    }
    if (refusal.code === 'stale_version') {
      setProblem(null)
      await adoptNewest()
      return null
    }
    const found = explain(refusal, sent)
    setProblem(found)
    return found.field
  }

  async function change(make: (site: Site) => Omit<SitePatch, 'version'>): Promise<string | null> {
    const newest = await sites.read(initial.id)
    if (newest.problem !== null) return sentenceForSite(newest.problem)
    const { version } = newest.value.site
    const { value, problem: refusal } = await sites.change(initial.id, {
      version,
      ...make(newest.value.site),
    })
    if (refusal !== null) {
      return refusal.code === 'stale_version' ? t('sameMoment') : sentenceForSite(refusal)
    }
    adopt(value.site)
    return null
  }

  return {
    site,
    draft,
    isDirty: changedFields(draftOf(site), draft).length > 0,
    isBusy,
    isDisabled: !mayManage,
    problem,
    conflicts,
    wasChangedMeanwhile,
    done,
    set(values) {
      setDone('')
      setDraft((before) => ({ ...before, ...values }))
      if (problem?.field != null && problem.field in values) setProblem(null)
    },
    discard: () => begin(site, ''),
    save,
    change,
    allow: (origin) => change(({ allowedOrigins }) => ({ allowedOrigins: [...allowedOrigins, origin] })),
  }
}

function explain(refusal: AccountProblem, sent: SiteDraft): SiteFormProblem {
  const place = fieldOfParam(refusal.param)
  const sentence = sentenceForSite(refusal)
  if (place === null) return { field: null, row: 0, sentence }
  return { field: place.field, row: rowOfOrigin(sent, place.index), sentence }
}
