import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { casesOf } from './catalogue'

const LOADER = 'tests/e2e/widget*.spec.ts, on another site’s page'
const IDENTITY =
  'the server’s side is in the group identity.proof and in tests/identity/; the page’s calls in tests/e2e/widget-identity.spec.ts'

/** Cases of the widget that the component shares, with the file and title of the test that covers each. */
const held: Record<string, [file: string, title: string]> = {
  'WGT-005': ['tests/e2e/page-headers.spec.ts', 'every page says what a browser may do with it'],
  'WGT-019': ['tests/api/conversations.test.ts', 'creates a visitor for an anonymous caller'],
  'WGT-020': ['tests/e2e/chat-sending.spec.ts', 'W-48 the chat works in a browser without storage'],
  'WGT-022': ['client/outbox/outbox.test.ts', 'takes no notice of what it cannot read'],
  'WGT-023': ['client/outbox/outbox.test.ts', 'does not mix conversations'],
  'WGT-026': ['tests/e2e/page-headers.spec.ts', 'no page violates its own policy'],
  'WGT-029': ['tests/e2e/page-headers.spec.ts', 'every page says what a browser may do with it'],
}

/** Cases covered on another site's page, or that do not apply, with reasons. */
const absent: Record<string, string> = {
  'WGT-001': LOADER,
  'WGT-002': LOADER,
  'WGT-004': LOADER,
  'WGT-007': LOADER,
  'WGT-008': LOADER,
  'WGT-010': IDENTITY,
  'WGT-011': IDENTITY,
  'WGT-013': IDENTITY,
  'WGT-014': IDENTITY,
  'WGT-016': LOADER,
  'WGT-017': `${LOADER}; no window listens to messages`,
  'WGT-028':
    'browsers’ clocks order nothing (client/conversation/timeline.test.ts); ages use the reader’s own clock',
  'WGT-025': `${LOADER}; code that can change the page’s scripts is trusted like the site`,
}

const cases = casesOf('widget.js')

describe('widget.js', () => {
  it('has a test or a reason for every case', () => {
    expect(Object.keys({ ...held, ...absent }).sort()).toEqual(cases.map(({ id }) => id).sort())
  })

  it.each(Object.entries(held))('%s is covered by %s', (_, [file, title]) => {
    expect(readFileSync(file, 'utf8')).toContain(title)
  })

  for (const { id, name } of cases.filter((one) => one.id in absent))
    it.skip(`${id} ${name}: ${absent[id]}`, () => {})
})
