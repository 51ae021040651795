import { Buffer } from 'node:buffer'

const ONE_TEAM = 'the agents are one team for all sites, so no site’s conversations are kept from them'
const NO_IDENTITY =
  'an identity is proven by a call of its own (group identity.proof); the unknown field is refused'
const NO_SEARCH = 'the list has no such parameter; whatever is unknown is refused'

/** Cases about what does not exist yet, and why. They are listed as skipped. */
export const absent: Record<string, string> = {
  'LST-038': ONE_TEAM,
  'GET-002': ONE_TEAM,
  'HTP-010': 'there are no uploads',
  'HTP-011': 'there are no webhooks and no previews: nothing asks an address that somebody wrote',
}

/** Cases that another test holds, because they need what a request alone does not show. */
export const elsewhere: Record<string, string> = {
  'CNV-061': 'tests/api/limits.test.ts',
  'CNV-064': 'server/sites/sites.test.ts',
  'AUT-013': 'tests/e2e/outage.spec.ts',
  'AUT-014': 'tests/e2e/start-up.spec.ts; without a key `realtimeService()` throws',
  'GET-022': 'tests/safety/secret-notes.test.ts',
  'LOG-014': 'tests/e2e/page-headers.spec.ts, behind https',
  'LOG-017': 'server/agents/two-factor/two-factor.test.ts',
  'LOG-019': 'server/agents/invitations.test.ts; the token is no path, it stands behind the #',
  'LOG-020': 'tests/e2e/page-headers.spec.ts; the token stands behind the #, which no Referer carries',
  'LOG-022': 'tests/safety/access.test.ts, and sessions.test.ts for sockets and tokens',
  'HTP-005': 'the pages take no server actions; tests/e2e/hostile-requests.spec.ts',
  'LST-041': 'tests/e2e/hostile-requests.spec.ts',
}

type Difference = {
  why: string
  status?: number[]
  error?: string | undefined
  param?: null
  stored?: string
  effect?: 'any'
}

/** Where the product answers otherwise than the catalogue says, and why that is right. */
export const differences: Record<string, Difference> = {
  'CNV-010': { why: 'the bytes are not UTF-8, which is said before JSON is read', error: 'invalid_encoding' },
  'CNV-013': { why: 'more than 64 KiB, which is said before JSON is read', error: 'payload_too_large' },
  'CNV-047': { why: NO_IDENTITY, status: [400], error: 'validation_failed' },
  'CNV-049': { why: NO_IDENTITY, status: [400], error: 'validation_failed' },
  'CNV-055': { why: 'more than 64 KiB, which is said before JSON is read', error: 'payload_too_large' },
  'LST-016': { why: 'the address is longer than headers may be; Node.js answers', error: undefined },
  'LST-019': { why: 'the parameter is named in full', param: null },
  'LST-026': { why: NO_SEARCH, status: [400], error: 'validation_failed' },
  'MSG-047': { why: 'it holds a control character, and those are removed', stored: 'normalized' },
  'MSG-058': { why: 'the server chooses one for who never repeats it', status: [201], effect: 'any' },
  'MSG-098': { why: 'our field is called sequence', param: null },
  'AUT-005': {
    why: 'parameters are ignored: the token is Vera’s own, with her channels alone',
    status: [200],
  },
  'HTP-008': { why: 'who is nobody learns that first, whatever the address', status: [400, 401, 404] },
  'LOG-004': { why: 'more than 64 KiB, which is said before JSON is read', error: 'payload_too_large' },
}

/** A body that JSON cannot say. */
export function isBytes(value: unknown): value is Buffer {
  return Buffer.isBuffer(value)
}
