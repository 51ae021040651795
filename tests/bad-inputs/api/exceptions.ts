import { Buffer } from 'node:buffer'

const ONE_WORKSPACE = 'an installation is one workspace: there are no others'
const NO_IDENTITY =
  'identity is proven by a separate call (group identity.proof); the unknown field is refused'
const NO_SEARCH = 'the list has no such parameter; unknown ones are refused'

/** Cases about missing features, with reasons. Listed as skipped. */
export const absent: Record<string, string> = {
  'LST-038': ONE_WORKSPACE,
  'GET-002': ONE_WORKSPACE,
  'HTP-011': 'there are no webhooks and no previews: the server requests no user-supplied address',
}

/** Cases covered by another test, because a request alone cannot prove them. */
export const elsewhere: Record<string, string> = {
  'CNV-061': 'tests/api/limits.test.ts',
  'CNV-064': 'tests/api/sites.test.ts; the key is in a header',
  'LOG-017': 'server/agents/two-factor/two-factor.test.ts',
  'HTP-010': 'server/agents/picture/picture.test.ts; agents’ pictures are the only uploads',
  'AUT-013': 'tests/e2e/outage.spec.ts',
  'AUT-014': 'tests/e2e/start-up.spec.ts; without a key `realtimeService()` throws',
  'GET-022': 'tests/safety/secret-notes.test.ts',
  'LOG-014': 'tests/e2e/page-headers.spec.ts, behind https',
  'LOG-019': 'server/agents/invitations.test.ts; the token is not in the path but after the #',
  'LOG-020': 'tests/e2e/page-headers.spec.ts; the token is after the #, which Referer omits',
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

/** Where the product deviates from the catalogue, and why that is right. */
export const differences: Record<string, Difference> = {
  'CNV-010': { why: 'the bytes are not UTF-8, which is checked before parsing', error: 'invalid_encoding' },
  'CNV-013': { why: 'more than 64 KiB, which is checked before parsing', error: 'payload_too_large' },
  'CNV-047': { why: NO_IDENTITY, status: [400], error: 'validation_failed' },
  'CNV-049': { why: NO_IDENTITY, status: [400], error: 'validation_failed' },
  'CNV-055': { why: 'more than 64 KiB, which is checked before parsing', error: 'payload_too_large' },
  'LST-016': { why: 'the URL exceeds the limit for headers; Node.js responds', error: undefined },
  'LST-019': { why: 'the error names the full parameter', param: null },
  'LST-026': { why: NO_SEARCH, status: [400], error: 'validation_failed' },
  'MSG-047': { why: 'it contains a control character, which is removed', stored: 'normalized' },
  'MSG-058': { why: 'the server chooses one for clients that never retry', status: [201], effect: 'any' },
  'MSG-098': { why: 'our field is called sequence', param: null },
  'AUT-005': {
    why: 'parameters are ignored: the token is Vera’s own, with only her channels',
    status: [200],
  },
  'HTP-008': { why: 'unauthenticated callers get 401 first, whatever the path', status: [400, 401, 404] },
  'LOG-004': { why: 'more than 64 KiB, which is checked before parsing', error: 'payload_too_large' },
}

/** A body that JSON cannot express. */
export function isBytes(value: unknown): value is Buffer {
  return Buffer.isBuffer(value)
}
