import * as z from 'zod/mini'
import { email, storableString } from '../fields'
import { cleanName, codePointLength } from '../text'

/*
 * How a site's chat looks and what it says. Public: every browser can read all of it, so it must not contain secrets.
 */

/** Languages that a site may choose as its default. */
export const siteLocales = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'tr', 'ar', 'he', 'ja'] as const

/** Limits of a site's settings: lengths in Unicode code points, distances in CSS pixels, times in seconds. */
export const siteLimits = {
  name: 60,
  launcherText: 30,
  title: 60,
  welcome: 300,
  greeting: 200,
  shortestGreetingDelay: 20,
  longestGreetingDelay: 600,
  offset: 200,
  hiddenPaths: 20,
  hiddenPath: 200,
  radius: 24,
} as const

/**
 * The paths of a site's pages, where `*` matches any text. Normalized as browsers do, so that it matches what they report.
 */
const pathPattern = z.pipe(
  z.pipe(
    storableString.check(z.trim(), z.maxLength(siteLimits.hiddenPath), z.regex(/^\/[^?#\\\s]*$/)),
    z.transform((text) => new URL(`http://host${text}`).pathname),
  ),
  z.string().check(z.maxLength(siteLimits.hiddenPath)),
)

/** A site's name. Visitors may see it. */
export const siteName = line(siteLimits.name, 1)

const offset = z.int().check(z.gte(0), z.lte(siteLimits.offset))

/** The schema of each setting. Defaults are in `siteSettings`. */
export const siteSettingFields = {
  accent: z
    .string()
    .check(z.regex(/^#[0-9a-f]{6}$/))
    .check(z.describe('`#rrggbb`, in lower case. The chat adjusts it so that text stays readable.')),
  position: z
    .strictObject({
      side: z.enum(['start', 'end']),
      inlineOffset: offset.check(z.describe('From the side, in CSS pixels.')),
      blockOffset: offset.check(z.describe('From the bottom, in CSS pixels.')),
    })
    .check(z.describe('The launcher’s corner. `start` is the left on pages that read left to right.')),
  hiddenPaths: z
    .array(pathPattern)
    .check(z.maxLength(siteLimits.hiddenPaths))
    .check(
      z.describe(
        'Paths of pages without the launcher, such as `/checkout/*`. `*` matches any text. Normalized as browsers do.',
      ),
    ),
  theme: z
    .enum(['auto', 'light', 'dark', 'page'])
    .check(z.describe('`auto` follows the visitor’s system, `page` the page’s `color-scheme`.')),
  radius: z
    .int()
    .check(z.gte(0), z.lte(siteLimits.radius))
    .check(z.describe('Corner radius, in CSS pixels.')),
  launcher: z.strictObject({
    kind: z.enum(['icon', 'text']),
    text: orOurs(siteLimits.launcherText).check(z.describe('`null`: our text in the visitor’s language.')),
  }),
  title: orOurs(siteLimits.title).check(
    z.describe('The heading of the chat. `null`: our text in the visitor’s language.'),
  ),
  welcome: orOurs(siteLimits.welcome).check(
    z.describe('The text in an empty chat. `null`: our text in the visitor’s language.'),
  ),
  greeting: orOurs(siteLimits.greeting).check(
    z.describe(
      'Text on a card next to the launcher, shown to visitors who have not opened the chat, at most once in ' +
        'thirty days. `null`: no card.',
    ),
  ),
  greetingAfter: z
    .int()
    .check(z.gte(siteLimits.shortestGreetingDelay), z.lte(siteLimits.longestGreetingDelay))
    .check(z.describe('How long the page must have been visible before the greeting appears, in seconds.')),
  locale: z
    .enum(siteLocales)
    .check(z.describe('The fallback if neither the page nor the browser asks for a supported language.')),
  contactEmail: z
    .nullable(email)
    .check(z.describe('Shown to visitors when the chat cannot load. `null`: none. Public.')),
  identity: z
    .enum(['off', 'optional', 'required'])
    .check(
      z.describe('Whether the site vouches for its signed-in users; `required` turns away everyone else.'),
    ),
  allowsStaticProof: z
    .boolean()
    .check(z.describe('Whether to accept a static hash as proof. It never expires.')),
}

/** A site's settings. Missing fields get their defaults, so stored objects may predate a field. */
export const siteSettings = z.strictObject({
  accent: z._default(siteSettingFields.accent, '#3b5bd4'),
  position: z._default(siteSettingFields.position, { side: 'end', inlineOffset: 20, blockOffset: 20 }),
  hiddenPaths: z._default(siteSettingFields.hiddenPaths, []),
  theme: z._default(siteSettingFields.theme, 'auto'),
  radius: z._default(siteSettingFields.radius, 16),
  launcher: z._default(siteSettingFields.launcher, { kind: 'icon', text: null }),
  title: z._default(siteSettingFields.title, null),
  welcome: z._default(siteSettingFields.welcome, null),
  greeting: z._default(siteSettingFields.greeting, null),
  greetingAfter: z._default(siteSettingFields.greetingAfter, 30),
  locale: z._default(siteSettingFields.locale, 'en'),
  contactEmail: z._default(siteSettingFields.contactEmail, null),
  identity: z._default(siteSettingFields.identity, 'off'),
  allowsStaticProof: z._default(siteSettingFields.allowsStaticProof, false),
})
export type SiteSettings = z.output<typeof siteSettings>

/** What any browser may know about a site: sent to `widget.js`, the frame and the published package. */
export const publicSite = z
  .object({ key: z.string(), name: z.string(), settings: siteSettings })
  .check(z.meta({ id: 'PublicSite', description: 'What any browser may know about a site.' }))
export type PublicSite = z.output<typeof publicSite>

/**
 * Reads settings stored by this or another version. Missing or invalid fields get their defaults: one bad field must not take
 * down a site's chat.
 */
export function readSiteSettings(stored: unknown): SiteSettings {
  const source = typeof stored === 'object' && stored !== null ? stored : {}
  const known = Object.entries(siteSettingFields).flatMap(([name, field]) => {
    const { success, data } = z.safeParse(field, Reflect.get(source, name))
    return success ? [[name, data] as const] : []
  })
  return siteSettings.parse(Object.fromEntries(known))
}

/** A line of text without characters that hide or reorder others. Checks the length before anything else. */
function line(most: number, least: number) {
  return z.pipe(
    z.pipe(storableString.check(z.maxLength(most * 4)), z.transform(cleanName)),
    z.string().check(
      z.minLength(least),
      z.refine((text) => codePointLength(text) <= most, `must be at most ${most} characters long`),
    ),
  )
}

/** The site's own text, or `null` for ours. Empty text counts as `null`. */
function orOurs(most: number) {
  return z.pipe(
    z.pipe(
      z.nullable(line(most, 0)),
      z.transform((text) => text || null),
    ),
    z.nullable(z.string()),
  )
}
