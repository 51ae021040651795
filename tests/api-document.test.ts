import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { documentedCalls } from '@/contract/api-reference'
import { apiDocuments } from '@/scripts/api-document/documents'
import { openApi } from '@/scripts/api-document/openapi'
import { visitorCookie } from '@/server/http/credentials/cookies'
import { adminBrowser } from './browser'
import { emptyDatabase } from './database'

it.each(Object.entries(apiDocuments()))('%s is what `npm run api-document` writes', (file, text) => {
  expect(readFileSync(file, 'utf8')).toBe(text)
})

it('says of every call whose cookie it takes, and names that cookie as it is set', async () => {
  const { securitySchemes } = openApi().components
  expect(visitorCookie('token')).toMatch(`${securitySchemes.visitor.name}=token;`)
  await emptyDatabase()
  expect([...(await adminBrowser()).cookies.keys()]).toContain(securitySchemes.agent.name)

  for (const { id, callers, errors } of documentedCalls) {
    expect(callers, id).not.toEqual([])
    const isOpen = callers.includes('anyone')
    if (!isOpen) expect(errors, id).toContain('not_authenticated')
  }
})

it('gives a call a query or a body, never both: the client takes one argument for either', () => {
  for (const { id, method, query, body } of documentedCalls) {
    const takesQuery = method === 'GET' || method === 'DELETE'
    expect(takesQuery ? body : query, id).toBeUndefined()
  }
})
