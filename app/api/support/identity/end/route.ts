import * as z from 'zod/mini'
import { forgottenVisitorCookies } from '@/server/http/credentials/cookies'
import { credentialsOf } from '@/server/http/credentials/credentials'
import { addCookies } from '@/server/http/credentials/late-cookies'
import { visitorOf } from '@/server/http/credentials/session'
import { siteHandler } from '@/server/http/handler'
import { readJson } from '@/server/http/input'
import { endOwnSession } from '@/server/visitors/ended-sessions'

/** Ends the visitor's session. Their browser is anonymous again. */
export const POST = siteHandler('change', async (request) => {
  await readJson(request, z.object({}))
  const visitor = await visitorOf(request)
  if (visitor !== null) await endOwnSession(visitor)
  const { site, siteOrigin } = credentialsOf(request)
  // Cookies of a page of another origin are never read, so none is written.
  if (siteOrigin === null) addCookies(request, forgottenVisitorCookies(site))
  return Response.json({})
})
