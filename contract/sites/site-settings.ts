import * as z from 'zod/mini'
import { email, storableString } from '../fields'
import { cleanName, codePointLength } from '../text'

/*
 * How a site's chat looks and speaks. Browsers of strangers get all of it: nothing here is a secret.
 */

/** The languages that a site may speak by default. */
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
 * Pages of a site by the path of their address, with `*` for anything. Stored as browsers write paths, so that it can be compared
 * with theirs.
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

/** Each setting without its default: `siteSettings` has those. */
export const siteSettingFields = {
  accent: z
    .string()
    .check(z.regex(/^#[0-9a-f]{6}$/))
    .check(z.describe('As `#rrggbb`, in lower case. Whatever it is, the chat stays readable.')),
  position: z
    .strictObject({
      side: z.enum(['start', 'end']),
      inlineOffset: offset.check(z.describe('From the side, in CSS pixels.')),
      blockOffset: offset.check(z.describe('From the bottom, in CSS pixels.')),
    })
    .check(
      z.describe('The corner of the launcher. `start` is left where the page reads from left to right.'),
    ),
  hiddenPaths: z
    .array(pathPattern)
    .check(z.maxLength(siteLimits.hiddenPaths))
    .check(
      z.describe(
        'Pages without the launcher, by the path of their address: `/checkout/*`, where `*` stands for anything. Stored as browsers write paths.',
      ),
    ),
  theme: z
    .enum(['auto', 'light', 'dark', 'page'])
    .check(z.describe('`auto` follows the visitor’s system, `page` the `color-scheme` of the page.')),
  radius: z.int().check(z.gte(0), z.lte(siteLimits.radius)).check(z.describe('Of corners, in CSS pixels.')),
  launcher: z.strictObject({
    kind: z.enum(['icon', 'text']),
    text: orOurs(siteLimits.launcherText).check(z.describe('`null`: the words of the visitor’s language.')),
  }),
  title: orOurs(siteLimits.title).check(
    z.describe('Above the chat. `null`: the words of the visitor’s language.'),
  ),
  welcome: orOurs(siteLimits.welcome).check(
    z.describe('What an empty chat says. `null`: the words of the visitor’s language.'),
  ),
  greeting: orOurs(siteLimits.greeting).check(
    z.describe(
      'What a card beside the button says to visitors who have not asked for the chat, at most once in thirty days. `null`: nothing.',
    ),
  ),
  greetingAfter: z
    .int()
    .check(z.gte(siteLimits.shortestGreetingDelay), z.lte(siteLimits.longestGreetingDelay))
    .check(z.describe('For how long a visitor has looked at the page before they are greeted, in seconds.')),
  locale: z
    .enum(siteLocales)
    .check(z.describe('Used where neither the page nor the browser asks for a language that there is.')),
  contactEmail: z
    .nullable(email)
    .check(z.describe('Offered to visitors where the chat cannot load. `null`: none. Public.')),
  identity: z
    .enum(['off', 'optional', 'required'])
    .check(z.describe('Whether the site vouches for its signed-in users.')),
  allowsStaticProof: z
    .boolean()
    .check(z.describe('Whether a static hash counts as proof too. It never expires.')),
}

/** A site's settings. A field that is left out has its default, so a stored object may be older than the field. */
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

/** What any browser may know of a site: `widget.js`, the frame and the published package get it. */
export const publicSite = z
  .object({ key: z.string(), name: z.string(), settings: siteSettings })
  .check(z.meta({ id: 'PublicSite', description: 'What any browser may know of a site.' }))
export type PublicSite = z.output<typeof publicSite>

/**
 * Settings as they were stored, by this version or another. A field that is missing or that this version does not understand has
 * its default: a strange field must not take a site's chat away.
 */
export function readSiteSettings(stored: unknown): SiteSettings {
  const source = typeof stored === 'object' && stored !== null ? stored : {}
  const known = Object.entries(siteSettingFields).flatMap(([name, field]) => {
    const { success, data } = z.safeParse(field, Reflect.get(source, name))
    return success ? [[name, data] as const] : []
  })
  return siteSettings.parse(Object.fromEntries(known))
}

/** Text of one line, without characters that hide or reorder others. Its length is checked before it is looked at. */
function line(most: number, least: number) {
  return z.pipe(
    z.pipe(storableString.check(z.maxLength(most * 4)), z.transform(cleanName)),
    z.string().check(
      z.minLength(least),
      z.refine((text) => codePointLength(text) <= most, `must have at most ${most} characters`),
    ),
  )
}

/** A text of the site, or `null` for the product's own words. An empty text is none. */
function orOurs(most: number) {
  return z.pipe(
    z.pipe(
      z.nullable(line(most, 0)),
      z.transform((text) => text || null),
    ),
    z.nullable(z.string()),
  )
}
