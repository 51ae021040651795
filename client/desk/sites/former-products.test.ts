import { expect, it } from 'vitest'
import { formerSnippets } from './former-products'

const HOST = 'https://support.example'

it('puts each of a site’s aliases into its product’s snippet', () => {
  for (const aliases of [
    ['abcd1234', 'wt_0123456789'],
    ['wt_0123456789', 'abcd1234'],
  ]) {
    const [chatwoot, intercom] = formerSnippets(HOST, aliases)
    expect(chatwoot?.code).toContain("websiteToken: 'wt_0123456789'")
    expect(intercom?.code).toContain('app_id: "abcd1234"')
    expect(intercom?.code).toContain("s.src='https://support.example/compat/intercom.js?app_id=abcd1234'")
  }
  const [chatwoot, intercom] = formerSnippets(HOST, [])
  expect(chatwoot?.code).toContain("websiteToken: 'WEBSITE_TOKEN'")
  expect(intercom?.code).toContain('app_id: "APP_ID"')
})

it('changes only one address of each snippet', () => {
  for (const { code } of formerSnippets(HOST, [])) expect(code.split(HOST)).toHaveLength(2)
})
