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
 * On which side this browser speaks; one browser may be both. An agent's page names the agent it shows, so that the server
 * can refuse it once somebody else is signed in; `null` where no page shows anyone.
 */
export type Speaker =
  | { side: 'visitor'; agentId?: null; credential?: Credential; server?: string }
  | { side: 'agent'; agentId: string | null; credential?: undefined; server?: undefined }

/** The headers that identify a visitor, and further headers of the requests that are answered with a new credential. */
type Credential = {
  headers: () => Promise<Record<string, string>>
  startHeaders: () => Promise<Record<string, string>>
}

type ApiOptions = Speaker & {
  /** Replaces the browser's own, in tests. */
  fetch?: typeof globalThis.fetch
}

/**
 * The REST API as functions, by operation id: the parameters of the path first, then the body or the query. What each takes
 * and answers is written in `contract/api-reference.ts`.
 */
export type Api = { [Id in OperationId]: (...input: CallInput<Id>) => Promise<CallAnswer<Id>> }

type Query = Record<string, string | number | boolean | string[] | undefined>

/** Calls that are answered with a new credential, where a cookie does not carry it. */
const GIVING_CREDENTIALS: ReadonlySet<OperationId> = new Set(['startConversation', 'identify'])

/** Calls that must arrive even while the page is being left. */
const KEPT_ALIVE: ReadonlySet<OperationId> = new Set(['putReadPosition'])

/**
 * The REST API as functions. Each throws `ApiError` when Porchlight answered with an error, and `NetworkError` when
 * no answer of Porchlight's came: no network, too late, or somebody else's page in between.
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
        // A file takes as long as it takes.
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

/** Where a call goes. A visitor's `server` is Porchlight's origin where another one served the page. */
export function addressOf({ server = '' }: Speaker, path: string): string {
  return server + path
}

/** Porchlight takes no cookies from pages of other origins, and sets none there. */
export function cookiesOf({ server = '' }: Speaker): RequestInit {
  return server === '' ? {} : { credentials: 'omit' }
}

/** The headers that say who speaks, and from which page. */
export function speakerHeaders(speaker: Speaker): Record<string, string> {
  return {
    ...versionHeaders,
    [SIDE_HEADER]: speaker.side,
    ...(speaker.agentId && { [AGENT_HEADER]: speaker.agentId }),
  }
}

/** All headers with which a request says who sends it. */
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
  return new NetworkError({ cause: `an answer with status ${response.status} that is not ours` })
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
