import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { apiCalls } from '@/contract/api-calls'
import { apiRoutes } from '@/process/web/api-routes'
import { apiDocuments } from '@/scripts/api-document/documents'

it('describes every call that the routes take, and no other', () => {
  const served = apiRoutes
    .filter(({ path }) => path !== '/api/auth/*')
    .flatMap(({ path, module }) =>
      Object.keys(module).map((method) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`),
    )
  expect(apiCalls.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(served.sort())
})

it.each(Object.entries(apiDocuments()))('%s is what `npm run api-document` writes', (file, text) => {
  expect(readFileSync(file, 'utf8')).toBe(text)
})
