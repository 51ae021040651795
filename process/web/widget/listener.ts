import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ErrorBody } from '@/contract/error-codes'
import { errorAnswer } from '@/server/http/handler'
import { admit } from '@/server/http/limits/admission'
import { frameHeaders } from '@/server/http/page-headers'
import { networkOf } from '@/server/http/peer-address'
import { isOwnOrigin } from '@/server/own-host'
import { realtimeEndpoint } from '@/server/realtime/endpoint'
import { env } from '@/server/settings/env'
import { findPublicSite, type PublicSiteOfKey } from '@/server/sites/public-site'
import { recordSighting } from '@/server/sites/sightings'
import { bestEncoding, EncodedBodies, sendBody } from '../requests/encoded-body'
import { createStaticFiles } from '../static-files'
import type { WidgetBuild } from './build'
import { helpText } from './help'
import { complaintScript, framePage, loaderScript, loaderSite } from './texts'

/** Answers a request of `client`, an address, for something of the widget, or does not know it. */
export type WidgetListener = (request: IncomingMessage, response: ServerResponse, client: string) => boolean

/** No key of ours, nor of another product's, is longer. */
const MAX_KEY_LENGTH = 100

/** Texts that are kept compressed: one for each site and version of its settings. Beyond it the oldest goes. */
const MOST_TEXTS = 200

const JAVASCRIPT = 'application/javascript; charset=UTF-8'
/** Longer ones name no language. */
const MAX_LOCALE_LENGTH = 35

const JSON_TYPE = 'application/json; charset=UTF-8'

/** Any page may load and read these: they are public. */
const FOR_ALL_PAGES = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' }

/** What Chatwoot's snippet makes of the address that it is given. */
const CHATWOOT_SCRIPT = '/packs/js/sdk.js'

const OWN_PATHS = /^\/(widget[./]|compat\/|packs\/js\/sdk\.js(\?|$))/

type Ask = {
  request: IncomingMessage
  response: ServerResponse
  key: string | null
  locale: string | undefined
}

/** No answer depends on a cookie, so everybody is a stranger. */
const NOBODY = { credentials: { agentCookie: null, visitor: null }, side: null }

/**
 * Serves what other web sites load. No answer depends on a cookie, and none needs the database but for the list of sites, which
 * is kept in memory. They are counted against the network that asks; files are not, like those of our own pages.
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
    const stranger = found === null ? null : strangerTo(found, request)
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
    if (strangerTo(found, ask.request) !== null) return sendStatus(ask, 403, 'origin_not_allowed')
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
    }
    if (found === null) return void ask.response.writeHead(404, headers).end()
    await send(ask, framePage(build, { site: found.site, endpoint }), headers)
  }

  /** What keeps the page that asks from showing the chat: where it is nothing of ours, the page itself blocks it. */
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
    // Its pages name the site only when they run it.
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

/** The sites cannot be read while the database is away since the start; then nothing else works either. */
async function attempt(ask: Ask, client: string, answer: (ask: Ask) => void | Promise<void>): Promise<void> {
  try {
    await admit({ ...NOBODY, network: networkOf(client) }, 'widget')
    noteSighting(ask.request, ask.key)
    await answer(ask)
  } catch (error) {
    if (ask.response.headersSent) ask.response.destroy()
    else refuse(ask.response, error)
  }
}

/** In the API's form of an error, with the code also where {@link sendStatus} has it, for the loader to write down. */
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

/** Notes which page asks for the chat. Forging it changes nothing but what admins are shown. */
function noteSighting(request: IncomingMessage, key: string | null): void {
  const page = pageOf(request)
  const host = request.headers.host ?? null
  if (key === null || key.length > MAX_KEY_LENGTH || page === null || isOwnOrigin(page, host)) return
  void recordSighting(key, page)
}

/** The origin of the page that asks; `null` where the browser does not say, as under `Referrer-Policy: no-referrer`. */
function pageOf({ headers: { origin, referer } }: IncomingMessage): string | null {
  if (origin !== undefined) return origin
  return referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : null
}

/**
 * The page that asks, where it is known and may not show the chat: it gets no launcher that would open nothing. This guards nothing,
 * `frame-ancestors` and the API do. So a cache between us and the page may give it the loader that was meant for another page; the
 * other way round must not happen, so the refusal is never stored.
 */
function strangerTo(site: PublicSiteOfKey, request: IncomingMessage): string | null {
  const page = pageOf(request)
  return page === null || site.allows(page) ? null : page
}

async function findSiteOf(key: string | null): Promise<PublicSiteOfKey | null> {
  return key === null || key.length > MAX_KEY_LENGTH ? null : findPublicSite(key)
}

function sendStatus({ response }: Ask, code: number, status: string): void {
  const headers = { ...FOR_ALL_PAGES, 'Content-Type': JSON_TYPE, 'Cache-Control': 'no-store' }
  response.writeHead(code, headers).end(JSON.stringify({ status }))
}
