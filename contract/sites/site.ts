import * as z from 'zod/mini'
import { storableString, time } from '../fields'
import { siteName, siteSettingFields, siteSettings } from './site-settings'

/** Most addresses that one site may stand on, and the longest one, in characters. */
export const MAX_ALLOWED_ORIGINS = 100
export const MAX_ORIGIN_LENGTH = 300

/** What a person types as an address. The server says which one it does not take and why. */
const typedOrigins = z
  .array(storableString.check(z.maxLength(MAX_ORIGIN_LENGTH)))
  .check(z.maxLength(MAX_ALLOWED_ORIGINS))
  .check(
    z.describe(
      'The addresses whose pages may show the chat, as `https://shop.example` or `https://*.shop.example`. Stored as browsers write them.',
    ),
  )

/** Most names that other products may have for one site, and what they are made of. */
export const MAX_SITE_ALIASES = 10
export const siteAlias = z.string().check(z.regex(/^[\w-]{1,64}$/))

const aliases = z
  .array(siteAlias)
  .check(z.maxLength(MAX_SITE_ALIASES))
  .check(
    z.describe(
      'What other products call this site, such as a Chatwoot website token or an Intercom app id. Their snippets find it by that.',
    ),
  )

/** A new site. */
export const siteDraft = z.strictObject({ name: siteName, allowedOrigins: z.optional(typedOrigins) })

/** A change of a site. Settings that are left out stay as they are. */
export const sitePatch = z.strictObject({
  version: z
    .int()
    .check(z.positive())
    .check(z.describe('The version that the change was made from. Another one is `stale_version`.')),
  name: z.optional(siteName),
  allowedOrigins: z.optional(typedOrigins),
  aliases: z.optional(aliases),
  isActive: z.optional(z.boolean()).check(z.describe('`false` archives it. Never the default site.')),
  settings: z.optional(z.partial(z.strictObject(siteSettingFields))),
})
export type SitePatch = z.infer<typeof sitePatch>

/** A site, as the team sees it. */
export const site = z
  .object({
    id: z.string(),
    key: z.string().check(z.describe('Public: it stands in the site’s pages.')),
    name: z.string(),
    allowedOrigins: z.array(z.string()),
    aliases: z.array(z.string()).check(z.describe('What other products call this site.')),
    settings: siteSettings,
    isActive: z.boolean().check(z.describe('An archived site takes no visitors. Its conversations stay.')),
    isDefault: z.boolean().check(z.describe('Whether it is the site of requests that name none.')),
    version: z.int().check(z.describe('Grows with each change.')),
    createdAt: time,
  })
  .check(z.meta({ id: 'Site', description: 'A web site whose visitors write.' }))
export type Site = z.infer<typeof site>

export const siteList = z.object({ data: z.array(site).check(z.describe('The default one first.')) })
export const changedSite = z.object({ site })

/** Where a page asked for a site's chat. */
export const siteSighting = z
  .object({
    origin: z.string(),
    wasAllowed: z.boolean().check(z.describe('Whether the site’s addresses held it when it was last seen.')),
    firstSeenAt: time,
    lastSeenAt: time.check(z.describe('Exact to a minute.')),
  })
  .check(
    z.meta({
      id: 'SiteSighting',
      description: 'Where a page asked for the chat, as the request said: anyone can forge it.',
    }),
  )
export type SiteSighting = z.infer<typeof siteSighting>

export const siteSightings = z.object({
  at: time.check(z.describe('The server’s time, to tell how long ago each was.')),
  data: z.array(siteSighting).check(z.describe('The latest first, at most 50.')),
})
