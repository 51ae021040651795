import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Language } from '@/client/words/catalogue'
import { chooseLanguage } from '@/client/words/choose-language'
import type { ErrorBody } from '@/contract/error-codes'
import { parseUrl } from '@/contract/parse-url'
import { errorAnswer } from '@/server/http/handler'
import { admit } from '@/server/http/limits/admission'
import { frameHeaders } from '@/server/http/page-headers'
import { networkOf } from '@/server/http/peer-address'
import { isOwnOrigin } from '@/server/own-host'
import { realtimeEndpoint } from '@/server/realtime/endpoint'
import { env } from '@/server/settings/env'
import { findPublicSite, type PublicSiteOfKey } from '@/server/sites/public-site'
import { recordSighting } from '@/server/sites/sightings'
import { languagesOf } from '../request-language'
import { bestEncoding, EncodedBodies, sendBody } from '../requests/encoded-body'
import { createStaticFiles } from '../static-files'
import type { WidgetBuild } from './build'
import { helpText } from './help'
import { complaintScript, framePage, loaderScript, loaderSite } from './texts'

/** Handles a request for the widget from `client`, an IP address. Returns false for any other request. */
export type WidgetListener = (request: IncomingMessage, response: ServerResponse, client: string) => boolean

/** Neither our keys nor other products' are longer. */
const MAX_KEY_LENGTH = 100

/** Most compressed texts to cache, one per site, version of its settings, and language. The least recently used is evicted. */
const MOST_TEXTS = 200

const JAVASCRIPT = 'application/javascript; charset=UTF-8'
/** Longer values are not language tags. */
const MAX_LOCALE_LENGTH = 35

const JSON_TYPE = 'application/json; charset=UTF-8'

/** Any page may load and read these: they are public. */
const FOR_ALL_PAGES = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' }

/** The path that Chatwoot's snippet appends to its base URL. */
const CHATWOOT_SCRIPT = '/packs/js/sdk.js'

const OWN_PATHS = /^\/(widget[./]|compat\/|packs\/js\/sdk\.js(\?|$))/

type Ask = {
  request: IncomingMessage
  response: ServerResponse
  key: string | null
  locale: string | undefined
}

/** Answers do not depend on cookies, so all callers count as strangers. */
const STRANGER = { credentials: { agentCookie: null, visitor: null }, side: null }

/**
 * Serves what other web sites load. Answers depend neither on cookies nor on the database, except for the list of sites, which is
 * cached. Requests count against the sender's network, except for files, which do not count on our own pages either.
 */
export function createWidgetListener(build: WidgetBuild): WidgetListener {
  const assets = createStaticFiles(build.assets, '/widget/assets/', FOR_ALL_PAGES)
  const texts = new Map<string, EncodedBodies>()

  /** Compresses each text once. */
  async function send({ request, response }: Ask, text: string, headers: Record<string, string>) {
    const known = texts.get(text) ?? new EncodedBodies(() => Buffer.from(text))
    texts.delete(text)
    texts.set(text, known)
    const [oldest] = texts.keys()
    if (texts.size > MOST_TEXTS && oldest !== undefined) texts.delete(oldest)
    sendBody(request, response, await known.get(bestEncoding(request.headers['accept-encoding'])), headers)
  }

  async function sendLoader(ask: Ask, loader = build.loader) {
    const { key, request } = ask
    const found = key === null ? null : await findSiteOf(key)
    if (key !== null && found === null) return complain(ask, 'unknown_key', key.slice(0, MAX_KEY_LENGTH))
    const stranger = found === null ? null : disallowedPage(found, request)
    if (stranger !== null) return complain(ask, 'origin_not_allowed', stranger)
    const headers = { ...FOR_ALL_PAGES, 'Content-Type': JAVASCRIPT, 'Cache-Control': 'public, max-age=300' }
    await send(ask, loaderScript(build, found?.site ?? null, loader), headers)
  }

  function complain({ request, response }: Ask, problem: string, detail: string) {
    const help = `${env().PUBLIC_URL ?? `http://${request.headers.host}`}/widget/help`
    response
      .writeHead(200, { ...FOR_ALL_PAGES, 'Content-Type': JAVASCRIPT, 'Cache-Control': 'no-store' })
      .end(complaintScript(problem, detail, help))
  }

  async function sendSettings(ask: Ask) {
    const headers = { ...FOR_ALL_PAGES, 'Content-Type': JSON_TYPE, 'Cache-Control': 'public, max-age=300' }
    const found = await findSiteOf(ask.key)
    if (found === null) return sendStatus(ask, 404, 'unknown_key')
    if (disallowedPage(found, ask.request) !== null) return sendStatus(ask, 403, 'origin_not_allowed')
    const answer = {
      ...found.site,
      ...loaderSite(build, found.site, ask.locale),
      realtime: realtimeEndpoint(),
    }
    await send(ask, JSON.stringify(answer), headers)
  }

  async function sendFrame(ask: Ask) {
    const found = await findSiteOf(ask.key)
    const endpoint = realtimeEndpoint()
    const { host } = ask.request.headers
    const headers = {
      ...frameHeaders({ host, endpoint, allowedOrigins: found?.allowedOrigins ?? [] }),
      'Content-Type': 'text/html; charset=UTF-8',
      Vary: 'Accept-Encoding, Accept-Language',
    }
    if (found === null) return void ask.response.writeHead(404, headers).end()
    const { site } = found
    await send(
      ask,
      framePage(build, { site, endpoint }, languageOf(ask.request, site.settings.locale)),
      headers,
    )
  }

  /** Reports why the requesting page does not show the chat: if we allow it, the page's own policy blocks it. */
  async function check(ask: Ask) {
    const { origin } = ask.request.headers
    const found = await findSiteOf(ask.key)
    if (found === null) return sendStatus(ask, 200, 'unknown_key')
    const isAllowed = origin !== undefined && found.allows(origin)
    sendStatus(ask, 200, isAllowed ? 'blocked' : 'origin_not_allowed')
  }

  function answerOf(path: string, params: URLSearchParams): ((ask: Ask) => void | Promise<void>) | null {
    if (path === '/widget.js') return (ask) => sendLoader(ask)
    if (path === '/compat/intercom.js') return (ask) => sendLoader(ask, build.adapters.intercom)
    // Its pages name the site only at run time.
    if (path === '/compat/chatwoot.js' || path === CHATWOOT_SCRIPT)
      return (ask) => sendLoader({ ...ask, key: null }, build.adapters.chatwoot)
    if (path === '/widget/frame') return sendFrame
    if (path === '/widget/check') return check
    if (path === '/widget/help')
      return (ask) => send(ask, helpText, { 'Content-Type': 'text/plain; charset=UTF-8' })
    const name = /^\/widget\/([\w-]{1,100})\.json$/.exec(path)?.[1]
    if (name === undefined) return null
    params.set('key', name)
    return sendSettings
  }

  return (request, response, client) => {
    const { url = '', method } = request
    if (!OWN_PATHS.test(url)) return false
    if (method !== 'GET' && method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end()
      return true
    }
    if (assets(request, response)) return true
    const [path = '', query = ''] = url.split('?', 2)
    const params = new URLSearchParams(query)
    const answer = answerOf(path, params)
    if (answer === null) {
      response.writeHead(404).end()
      return true
    }
    const key = params.get('key') ?? params.get('app_id')
    const locale = params.get('locale')?.slice(0, MAX_LOCALE_LENGTH)
    void attempt({ request, response, key, locale }, client, answer)
    return true
  }
}

/** The list of sites cannot be read if the database has been unavailable since start-up. */
async function attempt(ask: Ask, client: string, answer: (ask: Ask) => void | Promise<void>): Promise<void> {
  try {
    await admit({ ...STRANGER, network: networkOf(client) }, 'widget')
    noteSighting(ask.request, ask.key)
    await answer(ask)
  } catch (error) {
    if (ask.response.headersSent) ask.response.destroy()
    else refuse(ask.response, error)
  }
}

/** An error as the API reports it, with the code also as `status`, as in {@link sendStatus}: the loader logs that. */
function refuse(response: ServerResponse, problem: unknown): void {
  const { status, headers, text } = errorAnswer(problem)
  const { error } = JSON.parse(text) as ErrorBody
  response
    .writeHead(status, {
      ...headers,
      ...FOR_ALL_PAGES,
      'Content-Type': JSON_TYPE,
      'Cache-Control': 'no-store',
    })
    .end(JSON.stringify({ status: error.code, error }))
}

/** Records which page requests the chat. Forged requests affect only what admins see. */
function noteSighting(request: IncomingMessage, key: string | null): void {
  const page = pageOf(request)
  const host = request.headers.host ?? null
  if (key === null || key.length > MAX_KEY_LENGTH || page === null || isOwnOrigin(page, host)) return
  void recordSighting(key, page)
}

/** The requesting page's origin; `null` if the browser does not send it, as with `Referrer-Policy: no-referrer`. */
function pageOf({ headers: { origin, referer } }: IncomingMessage): string | null {
  if (origin !== undefined) return origin
  return referer === undefined ? null : (parseUrl(referer)?.origin ?? null)
}

/**
 * The requesting page if it is known and may not show the chat; it gets no launcher, which would open nothing. This is not a
 * security check: `frame-ancestors` and the API are. So a cache may serve such a page a loader fetched for an allowed one. The
 * reverse must not happen, so refusals are never cached.
 */
function disallowedPage(site: PublicSiteOfKey, request: IncomingMessage): string | null {
  const page = pageOf(request)
  return page === null || site.allows(page) ? null : page
}

/** The language that the chat will choose, unless its page names one, which the request does not tell. */
function languageOf({ headers }: IncomingMessage, ofSite: string): Language {
  const { accepted } = languagesOf(headers)
  return chooseLanguage({ asked: null, page: null, reader: accepted, site: ofSite }).language
}

async function findSiteOf(key: string | null): Promise<PublicSiteOfKey | null> {
  return key === null || key.length > MAX_KEY_LENGTH ? null : findPublicSite(key)
}

function sendStatus({ response }: Ask, code: number, status: string): void {
  const headers = { ...FOR_ALL_PAGES, 'Content-Type': JSON_TYPE, 'Cache-Control': 'no-store' }
  response.writeHead(code, headers).end(JSON.stringify({ status }))
}
