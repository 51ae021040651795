import type { Site, SitePatch } from '@/contract/sites/site'
import type { SiteSettings } from '@/contract/sites/site-settings'

/** The values of a site's form: numbers and lists of names as typed, an empty text for the default wording. */
export type SiteDraft = {
  name: string
  origins: readonly string[]
  aliases: string
  accent: string
  side: SiteSettings['position']['side']
  inlineOffset: string
  blockOffset: string
  /** Separated by spaces. */
  hiddenPaths: string
  theme: SiteSettings['theme']
  radius: string
  launcherKind: SiteSettings['launcher']['kind']
  launcherText: string
  title: string
  welcome: string
  greeting: string
  greetingAfter: string
  locale: SiteSettings['locale']
  contactEmail: string
  identity: SiteSettings['identity']
  allowsStaticProof: boolean
}

export type SiteField = keyof SiteDraft

/** The form values of a stored site. */
export function draftOf({ name, allowedOrigins, aliases, settings }: Site): SiteDraft {
  const { accent, position, theme, radius, launcher, title, welcome, greeting, greetingAfter, locale } =
    settings
  const { hiddenPaths, contactEmail, identity, allowsStaticProof } = settings
  return {
    name,
    origins: allowedOrigins,
    aliases: aliases.join(' '),
    accent,
    side: position.side,
    inlineOffset: String(position.inlineOffset),
    blockOffset: String(position.blockOffset),
    hiddenPaths: hiddenPaths.join(' '),
    theme,
    radius: String(radius),
    launcherKind: launcher.kind,
    launcherText: launcher.text ?? '',
    title: title ?? '',
    welcome: welcome ?? '',
    greeting: greeting ?? '',
    greetingAfter: String(greetingAfter),
    locale,
    contactEmail: contactEmail ?? '',
    identity,
    allowsStaticProof,
  }
}

/** The fields that differ. */
export function changedFields(from: SiteDraft, to: SiteDraft): SiteField[] {
  return (Object.keys(to) as SiteField[]).filter((field) => !isSame(from[field], to[field]))
}

/** The patch for `draft`, based on the stored `site`: only changes. Omits rows without an address. */
export function patchOf(site: Site, draft: SiteDraft): SitePatch {
  const changed = new Set(changedFields(draftOf(site), draft))
  const has = (...fields: SiteField[]) => fields.some((field) => changed.has(field))
  const settings: SitePatch['settings'] = {
    ...(has('accent') && { accent: draft.accent.trim().toLowerCase() }),
    ...(has('side', 'inlineOffset', 'blockOffset') && {
      position: {
        side: draft.side,
        inlineOffset: numberOf(draft.inlineOffset),
        blockOffset: numberOf(draft.blockOffset),
      },
    }),
    ...(has('hiddenPaths') && { hiddenPaths: draft.hiddenPaths.split(/\s+/).filter(Boolean) }),
    ...(has('theme') && { theme: draft.theme }),
    ...(has('radius') && { radius: numberOf(draft.radius) }),
    ...(has('launcherKind', 'launcherText') && {
      launcher: { kind: draft.launcherKind, text: draft.launcherText || null },
    }),
    ...(has('title') && { title: draft.title || null }),
    ...(has('welcome') && { welcome: draft.welcome || null }),
    ...(has('greeting') && { greeting: draft.greeting || null }),
    ...(has('greetingAfter') && { greetingAfter: numberOf(draft.greetingAfter) }),
    ...(has('locale') && { locale: draft.locale }),
    ...(has('contactEmail') && { contactEmail: draft.contactEmail.trim() || null }),
    ...(has('identity') && { identity: draft.identity }),
    ...(has('allowsStaticProof') && { allowsStaticProof: draft.allowsStaticProof }),
  }
  return {
    version: site.version,
    ...(has('name') && { name: draft.name }),
    ...(has('origins') && { allowedOrigins: filledIn(draft.origins) }),
    ...(has('aliases') && { aliases: aliasesIn(draft.aliases) }),
    ...(Object.keys(settings).length > 0 && { settings }),
  }
}

/** The other products' names in the field, separated by spaces, commas or lines. */
export function aliasesIn(typed: string): string[] {
  return typed.split(/[\s,;]+/).filter((alias) => alias !== '')
}

/** The form's row for the `index`-th address of {@link patchOf}. */
export function rowOfOrigin({ origins }: SiteDraft, index: number): number {
  return origins.flatMap((origin, row) => (origin.trim() === '' ? [] : [row]))[index] ?? 0
}

/**
 * Merges another admin's change into the form: typed values stay, all other fields take the stored values.
 *
 * @returns also the fields that both have changed differently; saving stores the typed values
 */
export function rebase(
  before: Site,
  now: Site,
  typed: SiteDraft,
): { draft: SiteDraft; conflicts: SiteField[] } {
  const [old, stored] = [draftOf(before), draftOf(now)]
  const own = changedFields(old, typed)
  const draft = { ...stored, ...Object.fromEntries(own.map((field) => [field, typed[field]])) }
  const theirs = new Set(changedFields(old, stored))
  return {
    draft,
    conflicts: own.filter((field) => theirs.has(field) && !isSame(stored[field], typed[field])),
  }
}

/** The field that a server error names and, for an address, its index. */
export function fieldOfParam(param: string | null): { field: SiteField; index: number } | null {
  const [first = '', second = '', third = ''] = (param ?? '').split('.')
  if (first === 'aliases') return { field: 'aliases', index: 0 }
  if (first === 'name') return { field: 'name', index: 0 }
  if (first === 'allowedOrigins') return { field: 'origins', index: Number(second || 0) }
  const path = second === 'hiddenPaths' ? second : [second, third].filter(Boolean).join('.')
  const field = first === 'settings' && Object.hasOwn(fields, path) ? fields[path] : undefined
  return field === undefined ? null : { field, index: 0 }
}

const fields: Record<string, SiteField | undefined> = {
  accent: 'accent',
  'position.inlineOffset': 'inlineOffset',
  'position.blockOffset': 'blockOffset',
  hiddenPaths: 'hiddenPaths',
  radius: 'radius',
  'launcher.text': 'launcherText',
  title: 'title',
  welcome: 'welcome',
  greeting: 'greeting',
  greetingAfter: 'greetingAfter',
  contactEmail: 'contactEmail',
}

function filledIn(origins: readonly string[]): string[] {
  return origins.map((origin) => origin.trim()).filter((origin) => origin !== '')
}

/** Invalid numbers become -1, which the server rejects for every field, naming it. */
function numberOf(text: string): number {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : -1
}

function isSame(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b
  const [first, second] = [filledIn(a), filledIn(b)]
  return first.length === second.length && first.every((one, index) => one === second[index])
}
