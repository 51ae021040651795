import { expect, it } from 'vitest'
import { AUTH_PATH, apiCalls, operationIds } from '@/contract/api-calls'
import { sourceFiles } from '@/tests/architecture'
import { apiRoutes } from './api-routes'

it('serves exactly the routes of app/api, each call by the file at its path', async () => {
  const files = sourceFiles('app/api')
    .map(({ path }) => path)
    .filter((path) => path.endsWith('/route.ts'))
  const exported = await Promise.all(
    files.map(async (file) => [file, Object.keys(await import(`@/${file.replace(/\.ts$/, '')}`))] as const),
  )
  for (const [file, methods] of exported) {
    const served = operationIds.filter((id) => routeFileOf(apiCalls[id].path) === file)
    expect([...new Set(served.map((id) => apiCalls[id].method))].sort(), file).toEqual(methods.sort())
    for (const id of served) expect(apiRoutes[id], id).toBe(await import(`@/${file.replace(/\.ts$/, '')}`))
  }
  expect([...new Set(operationIds.map((id) => routeFileOf(apiCalls[id].path)))].sort()).toEqual(files.sort())
})

function routeFileOf(path: string): string {
  const folder = path.startsWith(`${AUTH_PATH}/`)
    ? `${AUTH_PATH}/[...all]`
    : path.replace(/\{(\w+)\}/g, '[$1]')
  return `app${folder}/route.ts`
}
