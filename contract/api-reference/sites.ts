import { endedSessions } from '../people/account'
import { addedSiteSecret, siteSecretDraft, siteSecrets } from '../sites/identity'
import { changedSite, siteDraft, siteList, sitePatch, siteSightings } from '../sites/site'
import type { CallReference } from './call-reference'
import { errorsOfOrigins } from './errors'

/** Sites and the secrets with which they vouch for visitors. */
export const siteCalls = {
  listSiteSecrets: {
    tag: 'sites',
    summary: 'Lists a site’s identity secrets, without their values.',
    callers: ['agent'],
    who: 'an admin',
    answers: { 200: siteSecrets },
    errors: ['not_authenticated', 'forbidden', 'not_found'],
  },
  addSiteSecret: {
    tag: 'sites',
    summary:
      'Adds an identity secret: a generated one, or one that the site already uses. Its value is returned only once.',
    callers: ['agent'],
    who: 'an admin',
    body: siteSecretDraft,
    answers: { 201: addedSiteSecret },
    errors: ['not_authenticated', 'forbidden', 'not_found', 'too_many_secrets'],
  },
  removeSiteSecret: {
    tag: 'sites',
    summary: 'Removes an identity secret and ends all visitor sessions that were created with it.',
    callers: ['agent'],
    who: 'an admin',
    answers: { 200: endedSessions },
    errors: ['csrf', 'not_authenticated', 'forbidden', 'not_found'],
  },
  listSites: {
    tag: 'sites',
    summary: 'Lists all sites, including archived ones.',
    callers: ['agent'],
    who: 'an agent',
    answers: { 200: siteList },
    errors: ['not_authenticated', 'forbidden'],
  },
  createSite: {
    tag: 'sites',
    summary: 'Creates a site with its own public key.',
    callers: ['agent'],
    who: 'an admin',
    body: siteDraft,
    answers: { 201: changedSite },
    errors: ['not_authenticated', 'forbidden', ...errorsOfOrigins, 'too_many_sites'],
  },
  getSite: {
    tag: 'sites',
    summary: 'Returns a site.',
    callers: ['agent'],
    who: 'an agent',
    answers: { 200: changedSite },
    errors: ['not_authenticated', 'forbidden', 'not_found'],
  },
  patchSite: {
    tag: 'sites',
    summary:
      'Changes or archives a site. Requires the version that the change is based on, so that concurrent changes are not lost.',
    callers: ['agent'],
    who: 'an admin',
    body: sitePatch,
    answers: { 200: changedSite },
    errors: [
      'not_authenticated',
      'forbidden',
      'not_found',
      ...errorsOfOrigins,
      'alias_taken',
      'stale_version',
      'default_site',
    ],
  },
  listSightings: {
    tag: 'sites',
    summary:
      'Lists where pages requested the site’s chat, according to their requests: anyone can forge them.',
    callers: ['agent'],
    who: 'an agent',
    answers: { 200: siteSightings },
    errors: ['not_authenticated', 'forbidden', 'not_found'],
  },
} satisfies Record<string, CallReference>
