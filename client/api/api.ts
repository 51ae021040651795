import { REQUEST_TIMEOUT_MS } from '@/client/constants'
import {
  apiCalls,
  type CallAddress,
  type OperationId,
  operationIds,
  type ParamsOf,
  pathOf,
} from '@/contract/api-calls'
import type { CallAnswer, CallInput } from '@/contract/api-reference'
import type { ErrorBody } from '@/contract/error-codes'
import { AGENT_HEADER } from '@/contract/http/agent-header'
import { SIDE_HEADER } from '@/contract/http/side-header'
import { ApiError, NetworkError } from './api-error'
import { noteOutdated, noteVersion, versionHeaders } from './server-version'
import { noteAcceptance, noteRefusal } from './signed-in-agent'

/**
 * Which side this browser acts as; it may be both. An agent's page sends the id of the agent it was rendered for, so that the
 * server can refuse it after another agent signs in; `null` on pages without a signed-in agent.
 */
export type Speaker =
  | { side: 'visitor'; agentId?: null; credential?: Credential; server?: string }
  | { side: 'agent'; agentId: string | null; credential?: undefined; server?: undefined }

/** The headers that identify a visitor, and the extra headers for calls whose response contains a new credential. */
type Credential = {
  headers: () => Promise<Record<string, string>>
  startHeaders: () => Promise<Record<string, string>>
}

type ApiOptions = Speaker & {
  /** Replaces the browser's `fetch` in tests. */
  fetch?: typeof globalThis.fetch
}

/**
 * The REST API as functions, by operation id. They take the path parameters first, then the body or the query.
 * `contract/api-reference/` describes each.
 */
export type Api = { [Id in OperationId]: (...input: CallInput<Id>) => Promise<CallAnswer<Id>> }

type Query = Record<string, string | number | boolean | string[] | undefined>

/** Calls whose response contains a new credential if cookies cannot carry it. */
const GIVING_CREDENTIALS: ReadonlySet<OperationId> = new Set(['startConversation', 'identify'])

/** Calls that must complete even if the page is unloaded. */
const KEPT_ALIVE: ReadonlySet<OperationId> = new Set(['putReadPosition'])

/**
 * Creates the API client. Calls throw `ApiError` for error responses from Porchlight, and `NetworkError` if there was no
 * response from Porchlight: no network, a timeout, or another server's page (a proxy's, a captive portal's).
 */
export function createApi(options: ApiOptions): Api {
  const { fetch = (...request) => globalThis.fetch(...request) } = options

  async function ask(id: OperationId, input: unknown[]): Promise<unknown> {
    const { method, path, answer: form }: CallAddress = apiCalls[id]
    const count = path.split('{').length - 1
    const url = pathOf(id, ...(input.slice(0, count) as ParamsOf<typeof id>))
    const rest = input[count]
    const headers = await headersOf(id)
    const response =
      method === 'GET' || method === 'DELETE'
        ? await send(url + search(rest as Query | undefined), { method, headers }, form)
        : await send(url, { method, keepalive: KEPT_ALIVE.has(id), ...withBody(rest, headers) }, form)
    if (!response.ok) throw await refusalOf(response)
    const answer = await read<unknown>(() => response[form ?? 'json']())
    if (options.side === 'agent') noteAcceptance()
    return answer
  }

  async function headersOf(id: OperationId): Promise<Record<string, string>> {
    const own = await requestHeaders(options)
    return GIVING_CREDENTIALS.has(id) ? { ...own, ...(await options.credential?.startHeaders()) } : own
  }

  async function send(url: string, init: RequestInit, form: CallAddress['answer']): Promise<Response> {
    try {
      const response = await fetch(addressOf(options, url), {
        ...init,
        ...cookiesOf(options),
        // Downloads have no timeout.
        ...(form === 'blob' ? {} : { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) }),
      })
      noteVersion(response)
      return response
    } catch (cause) {
      throw new NetworkError({ cause })
    }
  }

  return Object.fromEntries(operationIds.map((id) => [id, (...input: unknown[]) => ask(id, input)])) as Api
}

/** The URL of a call. `server` is Porchlight's origin, for visitors on pages of another origin. */
export function addressOf({ server = '' }: Speaker, path: string): string {
  return server + path
}

/** Porchlight neither accepts nor sets cookies on pages of other origins. */
export function cookiesOf({ server = '' }: Speaker): RequestInit {
  return server === '' ? {} : { credentials: 'omit' }
}

/** The headers that name the caller's side, the agent the page shows, and the page's build. */
export function speakerHeaders(speaker: Speaker): Record<string, string> {
  return {
    ...versionHeaders,
    [SIDE_HEADER]: speaker.side,
    ...(speaker.agentId && { [AGENT_HEADER]: speaker.agentId }),
  }
}

/** All headers that identify the caller, including a visitor's credential. */
export async function requestHeaders(speaker: Speaker): Promise<Record<string, string>> {
  return { ...speakerHeaders(speaker), ...(await speaker.credential?.headers()) }
}

function withBody(body: unknown, headers: Record<string, string>): RequestInit {
  if (body === undefined) return { headers }
  if (body instanceof Blob) return { headers: { ...headers, 'Content-Type': body.type }, body }
  return { headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
}

function search(query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`
}

async function read<Form>(take: () => Promise<Form>): Promise<Form> {
  try {
    return await take()
  } catch (cause) {
    throw new NetworkError({ cause })
  }
}

async function refusalOf(response: Response): Promise<ApiError | NetworkError> {
  const answer = await read<unknown>(() => response.json())
  if (isErrorBody(answer)) {
    if (answer.error.code === 'signed_in_as_another') noteRefusal()
    noteOutdated(answer.error.code)
    return apiError(response, answer)
  }
  return new NetworkError({ cause: `status ${response.status}, not from Porchlight` })
}

function isErrorBody(answer: unknown): answer is ErrorBody {
  const error = (answer as Partial<ErrorBody> | null)?.error
  return typeof error?.code === 'string' && typeof error.requestId === 'string'
}

function apiError(response: Response, { error }: ErrorBody): ApiError {
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN)
  return new ApiError({
    status: response.status,
    code: error.code,
    message: error.message,
    param: error.param ?? null,
    requestId: error.requestId,
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : null,
  })
}
