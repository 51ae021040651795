import type * as z from 'zod/mini'
import { apiCalls, type CallAddress, type OperationId, operationIds, type ParamsOf } from '../api-calls'
import { accountCalls } from './account'
import type { CallReference } from './call-reference'
import { conversationCalls } from './conversations'
import { installationCalls } from './installation'
import { realtimeCalls } from './realtime'
import { siteCalls } from './sites'
import { teamCalls } from './team'
import { visitorCalls } from './visitors'

export type { CallReference } from './call-reference'
export {
  errorsOfAgents,
  errorsOfBodies,
  errorsOfEveryCall,
  errorsOfFiles,
  errorsOfVisitors,
} from './errors'

/**
 * Requests, responses and errors of every REST API call; `api-calls.ts` has the paths. Routes are checked against it, and the
 * documents are generated from it.
 */
export const apiReference = {
  ...conversationCalls,
  ...visitorCalls,
  ...accountCalls,
  ...siteCalls,
  ...teamCalls,
  ...realtimeCalls,
  ...installationCalls,
} satisfies Record<OperationId, CallReference>

type Reference = typeof apiReference

/** The arguments a client passes for a call: path parameters in order, then the body, the file or the query, if there is one. */
export type CallInput<Id extends OperationId> = Reference[Id] extends { body: infer S }
  ? [...ParamsOf<Id>, body: z.input<S>]
  : Reference[Id] extends { file: unknown }
    ? [...ParamsOf<Id>, file: Blob]
    : Reference[Id] extends { query: infer S }
      ? [...ParamsOf<Id>, query?: Partial<z.output<S>>]
      : ParamsOf<Id>

/** What a client gets from a successful call. */
export type CallAnswer<Id extends OperationId> = (typeof apiCalls)[Id] extends { answer: infer Form }
  ? Form extends 'blob'
    ? Blob
    : string
  : Success<Reference[Id]['answers']>

type Success<Answers> = Answers[keyof Answers & (200 | 201)] extends infer S ? z.output<S> : never

/** A call with its address and its reference. */
export type ApiCall = CallAddress & CallReference & { id: OperationId }

/** Every call, for documents and tests. */
export const documentedCalls: ApiCall[] = operationIds.map((id) => ({
  id,
  ...apiCalls[id],
  ...apiReference[id],
}))
