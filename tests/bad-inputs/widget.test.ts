import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { casesOf } from './catalogue'

const NO_LOADER = 'there is no script for other sites: the button is a component of the page itself'
const NO_IDENTITY =
  'the server’s side is in the group identity.proof and in tests/identity/; the calls of the page come with the loader'

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

/** Cases about missing features, with reasons. */
const absent: Record<string, string> = {
  'WGT-001': NO_LOADER,
  'WGT-002': NO_LOADER,
  'WGT-004': NO_LOADER,
  'WGT-007': NO_LOADER,
  'WGT-008': NO_LOADER,
  'WGT-010': NO_IDENTITY,
  'WGT-011': NO_IDENTITY,
  'WGT-013': NO_IDENTITY,
  'WGT-014': NO_IDENTITY,
  'WGT-016': NO_LOADER,
  'WGT-017': `${NO_LOADER}, and no frame that listens`,
  'WGT-028':
    'no browser’s clock orders anything (client/conversation/timeline.test.ts); ages are told by the reader’s own clock',
  'WGT-025': `${NO_LOADER}; code that may change the page’s own script is the site`,
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
