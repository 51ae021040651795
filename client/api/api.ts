import { REQUEST_TIMEOUT_MS } from '@/client/constants'
import { AGENT_HEADER } from '@/contract/agent-header'
import type { Availability } from '@/contract/availability'
import type {
  ChangedMessage,
  Conversation,
  ConversationDraft,
  ConversationPage,
  ConversationPatch,
  ConversationSnapshot,
  ConversationStatus,
  PostedMessage,
  ReadPosition,
  StartedConversation,
} from '@/contract/conversation'
import { type ErrorBody, errorCodes } from '@/contract/error-codes'
import type { MessageDeletion, MessageDraft, MessagePatch } from '@/contract/message'
import { SIDE_HEADER } from '@/contract/side-header'
import type { ErasedVisitor, VisitorAccess } from '@/contract/visitor'
import { ApiError, NetworkError } from './api-error'
import { noteAcceptance, noteRefusal } from './signed-in-agent'

/**
 * On which side this browser speaks; one browser may be both. An agent's page names the agent it shows, so that the server
 * can refuse it once somebody else is signed in; `null` where no page shows anyone.
 */
export type Speaker = { side: 'visitor'; agentId?: null } | { side: 'agent'; agentId: string | null }

type ApiOptions = Speaker & {
  /** Replaces the browser's own, in tests. */
  fetch?: typeof globalThis.fetch
}

type ListQuery = {
  status?: ConversationStatus
  unread?: boolean
  needsAnswer?: boolean
  /** Ids of conversations, with commas between them. */
  ids?: string
  sort?: 'newest' | 'waiting'
  cursor?: string
  limit?: number
}
type PageQuery = { before?: number; after?: number; limit?: number }
type RequestInit = {
  query?: Record<string, string | number | boolean | undefined>
  body?: unknown
  /** True for what must arrive although the page is being left. */
  keepalive?: boolean
}

export type Api = ReturnType<typeof createApi>

/**
 * The REST API as functions. Each throws `ApiError` when Porchlight answered with an error, and `NetworkError` when
 * no answer of Porchlight's came: no network, too late, or somebody else's page in between.
 */
export function createApi(options: ApiOptions) {
  const { fetch = (...request) => globalThis.fetch(...request) } = options

  async function ask<Answer>(
    method: string,
    path: string,
    { query, body, keepalive = false }: RequestInit = {},
  ): Promise<Answer> {
    const response = await request(`/api/support${path}${search(query)}`, {
      method,
      headers: {
        ...speakerHeaders(options),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      keepalive,
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    })
    return response as Answer
  }

  async function request(url: string, init: globalThis.RequestInit): Promise<unknown> {
    const response = await send(url, init)
    if (!response.ok) throw await refusalOf(response)
    const answer = await jsonOf(response)
    if (options.side === 'agent') noteAcceptance()
    return answer
  }

  async function refusalOf(response: Response): Promise<ApiError | NetworkError> {
    const problem = await problemOf(response)
    if (problem instanceof ApiError && problem.code === 'signed_in_as_another') noteRefusal()
    return problem
  }

  async function send(url: string, init: globalThis.RequestInit): Promise<Response> {
    try {
      return await fetch(url, init)
    } catch (cause) {
      throw new NetworkError({ cause })
    }
  }

  return {
    /** Safe to repeat with the same ids. The answer may carry the cookie that makes this browser a visitor. */
    startConversation: (draft: ConversationDraft) =>
      ask<StartedConversation>('POST', '/conversations', { body: draft }),

    listConversations: (query: ListQuery = {}) => ask<ConversationPage>('GET', '/conversations', { query }),

    getConversation: (conversationId: string, query: PageQuery = {}) =>
      ask<ConversationSnapshot>('GET', `/conversations/${conversationId}`, { query }),

    patchConversation: (conversationId: string, patch: ConversationPatch) =>
      ask<{ conversation: Conversation }>('PATCH', `/conversations/${conversationId}`, { body: patch }),

    /** Changes the text of the caller's own message. Safe to repeat. */
    editMessage: (conversationId: string, messageId: string, patch: MessagePatch) =>
      ask<ChangedMessage>('PATCH', `/conversations/${conversationId}/messages/${messageId}`, { body: patch }),

    /** Deletes the caller's own message. Safe to repeat. */
    deleteMessage: (conversationId: string, messageId: string, deletion: MessageDeletion) =>
      ask<ChangedMessage>('DELETE', `/conversations/${conversationId}/messages/${messageId}`, {
        body: deletion,
      }),

    /** Safe to repeat with the same `clientMessageId`. */
    postMessage: (conversationId: string, draft: MessageDraft) =>
      ask<PostedMessage>('POST', `/conversations/${conversationId}/messages`, { body: draft }),

    putReadPosition: (conversationId: string, sequence: number) =>
      ask<ReadPosition>('PUT', `/conversations/${conversationId}/read-position`, {
        body: { sequence },
        keepalive: true,
      }),

    /** Everything that is stored of a visitor, as a file. However long it takes. */
    exportVisitor: async (visitorId: string): Promise<Blob> => {
      const response = await send(`/api/support/visitors/${visitorId}/export`, {
        headers: speakerHeaders(options),
      })
      if (!response.ok) throw await refusalOf(response)
      return response.blob().catch((cause) => {
        throw new NetworkError({ cause })
      })
    },

    eraseVisitor: (visitorId: string) => ask<ErasedVisitor>('DELETE', `/visitors/${visitorId}`),

    /** Lets a visitor read but not write, or write again; agents only. Safe to repeat. */
    blockVisitor: (visitorId: string, isBlocked: boolean) =>
      ask<VisitorAccess>(isBlocked ? 'PUT' : 'DELETE', `/visitors/${visitorId}/block`),

    availability: () => ask<Availability>('GET', '/availability'),
  }
}

/** The headers that say who speaks. */
export function speakerHeaders(speaker: Speaker): Record<string, string> {
  return {
    [SIDE_HEADER]: speaker.side,
    ...(speaker.agentId && { [AGENT_HEADER]: speaker.agentId }),
  }
}

function search(query: RequestInit['query'] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch (cause) {
    throw new NetworkError({ cause })
  }
}

async function problemOf(response: Response): Promise<ApiError | NetworkError> {
  const answer = await jsonOf(response)
  if (isErrorBody(answer)) return apiError(response, answer)
  return new NetworkError({ cause: `an answer with status ${response.status} that is not ours` })
}

function isErrorBody(answer: unknown): answer is ErrorBody {
  const error = (answer as Partial<ErrorBody> | null)?.error
  return typeof error?.code === 'string' && error.code in errorCodes
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
