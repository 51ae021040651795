import type * as z from 'zod/mini'
import type { ErrorCode } from '../error-codes'

type Schema = z.core.$ZodType

/** What a call does, who may make it, and its request and responses. */
export type CallReference = {
  tag: 'conversations' | 'visitors' | 'account' | 'sites' | 'team' | 'realtime' | 'installation'
  /** What it does, in a sentence or two. */
  summary: string
  /** Whose credentials it accepts; `anyone` needs none. */
  callers: ('agent' | 'visitor' | 'anyone')[]
  /** Who may make the call, in words. */
  who: string
  query?: Schema
  body?: Schema
  /** The accepted content types, if the body is a file. */
  file?: readonly string[]
  /** The body field that `Idempotency-Key` stands in for when the body omits it. */
  repeatedBy?: string
  /** Successful responses by status. A string instead of a schema describes a response that is not JSON. */
  answers: Record<number, Schema | string>
  /** Its error codes, in addition to those of every call. */
  errors: ErrorCode[]
}
