import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { signInPath } from '@/client/desk/account/next-path'
import { isSetUp } from '@/server/agents/installation'
import { agentOfPage } from '@/server/http/credentials/session'
import type { Viewer } from '@/server/policy/viewer'

export type Query = Record<string, string | string[] | undefined>

/** The agent who requested the page. Redirects everyone else to sign in, and back to this address afterwards. */
export async function requireAgent(pathname: string, query: Query): Promise<Viewer> {
  const viewer = await agentOfPage(await headers())
  if (viewer !== null) return viewer
  if (!(await isSetUp())) redirect('/setup')

  const pairs = Object.entries(query).flatMap(([key, value]) =>
    [value ?? []].flat().map((one): [string, string] => [key, one]),
  )
  const search = new URLSearchParams(pairs).toString()
  redirect(signInPath(search === '' ? pathname : `${pathname}?${search}`))
}
