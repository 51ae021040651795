import * as z from 'zod/mini'
import { storableString, time } from '../fields'
import { siteName, siteSettingFields, siteSettings } from './site-settings'

/** Most addresses per site, and the longest address, in characters. */
export const MAX_ALLOWED_ORIGINS = 100
export const MAX_ORIGIN_LENGTH = 300

/** Addresses as people type them. The server reports which one it rejects and why. */
const typedOrigins = z
  .array(storableString.check(z.maxLength(MAX_ORIGIN_LENGTH)))
  .check(z.maxLength(MAX_ALLOWED_ORIGINS))
  .check(
    z.describe(
      'Addresses whose pages may show the chat, such as `https://shop.example` or `https://*.shop.example`. ' +
        'Normalized as browsers do.',
    ),
  )

/** Most ids of other products per site, and their format. */
export const MAX_SITE_ALIASES = 10
export const siteAlias = z.string().check(z.regex(/^[\w-]{1,64}$/))

const aliases = z
  .array(siteAlias)
  .check(z.maxLength(MAX_SITE_ALIASES))
  .check(
    z.describe(
      'Ids of this site in other products, such as a Chatwoot website token or an Intercom app id, so that ' +
        'their snippets keep working.',
    ),
  )

/** A new site. */
export const siteDraft = z.strictObject({ name: siteName, allowedOrigins: z.optional(typedOrigins) })

/** A change to a site. Omitted settings keep their values. */
export const sitePatch = z.strictObject({
  version: z
    .int()
    .check(z.positive())
    .check(z.describe('The version that the change is based on. Any other gets `stale_version`.')),
  name: z.optional(siteName),
  allowedOrigins: z.optional(typedOrigins),
  aliases: z.optional(aliases),
  isActive: z
    .optional(z.boolean())
    .check(z.describe('`false` archives it. The default site cannot be archived.')),
  settings: z.optional(z.partial(z.strictObject(siteSettingFields))),
})
export type SitePatch = z.infer<typeof sitePatch>

/** A site as the team sees it. */
export const site = z
  .object({
    id: z.string(),
    key: z.string().check(z.describe('Public: it appears in the site’s pages.')),
    name: z.string(),
    allowedOrigins: z.array(z.string()),
    aliases: z.array(z.string()).check(z.describe('Ids of this site in other products.')),
    settings: siteSettings,
    isActive: z
      .boolean()
      .check(z.describe('An archived site serves no visitors but keeps its conversations.')),
    isDefault: z.boolean().check(z.describe('Whether requests that name no site belong to it.')),
    version: z.int().check(z.describe('Grows with each change.')),
    createdAt: time,
  })
  .check(z.meta({ id: 'Site', description: 'A web site whose visitors write.' }))
export type Site = z.infer<typeof site>

export const siteList = z.object({ data: z.array(site).check(z.describe('The default site first.')) })
export const changedSite = z.object({ site })

/** Where a page requested a site's chat. */
export const siteSighting = z
  .object({
    origin: z.string(),
    wasAllowed: z.boolean().check(z.describe('Whether the site allowed this origin when it was last seen.')),
    firstSeenAt: time,
    lastSeenAt: time.check(z.describe('Accurate to a minute.')),
  })
  .check(
    z.meta({
      id: 'SiteSighting',
      description: 'Where a page requested the chat, according to the request: anyone can forge it.',
    }),
  )
export type SiteSighting = z.infer<typeof siteSighting>

export const siteSightings = z.object({
  at: time.check(z.describe('The server’s time, for computing how long ago each was.')),
  data: z.array(siteSighting).check(z.describe('Latest first, at most 50.')),
})
