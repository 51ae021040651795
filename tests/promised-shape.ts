import * as z from 'zod/mini'
import { documentedCalls } from '@/contract/api-reference'
import { errorBody, errorCodes } from '@/contract/error-codes'
import { errorsOf } from '@/scripts/api-document/openapi'

/**
 * Fails when a response violates `contract/`: another shape, an undocumented field, or an error that is not documented for this
 * call.
 */
export function expectPromised(method: string, path: string, status: number, json: unknown): void {
  const call = documentedCalls.find(
    (one) => one.method === method && matches(one.path, new URL(path, 'http://x').pathname),
  )
  if (call === undefined) return

  const answer = call.answers[status] ?? errorBody
  if (typeof answer === 'string') return
  const told = z.parse(answer, json)
  if (JSON.stringify(sorted(told)) !== JSON.stringify(sorted(json)))
    throw new Error(
      `${method} ${path} returned fields that its schema does not have: ${JSON.stringify(json)}`,
    )
  if (answer === errorBody) {
    const { code } = z.parse(errorBody, json).error
    if (errorCodes[code].status !== status || !errorsOf(call).includes(code))
      throw new Error(`${method} ${path} is not documented to return ${status} ${code}`)
  }
}

function matches(pattern: string, pathname: string): boolean {
  return new RegExp(`^${pattern.replace(/\{\w+\}/g, '[^/]+')}$`).test(pathname)
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)]),
  )
}
