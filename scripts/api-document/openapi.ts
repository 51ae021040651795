import * as z from 'zod/mini'
import {
  type ApiCall,
  documentedCalls,
  errorsOfAgents,
  errorsOfBodies,
  errorsOfEveryCall,
  errorsOfFiles,
  errorsOfVisitors,
} from '@/contract/api-reference'
import { type ErrorCode, errorBody, errorCodes } from '@/contract/error-codes'
import { clientId } from '@/contract/fields'
import { IDEMPOTENCY_HEADER } from '@/contract/http/idempotency-header'
import { CREDENTIAL_HEADER, IN_HEADER, SITE_HEADER, VISITOR_HEADER } from '@/contract/http/visitor-headers'
import packageJson from '@/package.json' with { type: 'json' }

export type JsonSchema = {
  type?: string | string[]
  $ref?: string
  description?: string
  enum?: string[]
  const?: unknown
  default?: unknown
  items?: JsonSchema
  anyOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
}

const tagDescriptions: Record<ApiCall['tag'], string> = {
  conversations: 'Conversations and their messages.',
  visitors: 'What the team does with a visitor, and whom a site vouches for.',
  sites: 'The web sites whose visitors write.',
  account: 'An agent’s own account and sessions.',
  team: 'The team: who is on it, who is invited, and who did what.',
  realtime: 'What a client needs for the realtime service.',
  installation: 'The installation itself.',
}

const securitySchemes = {
  agent: cookieScheme('porchlight.session_token', 'The session of an agent; `signIn` sets it.'),
  visitor: cookieScheme('porchlight_visitor', 'A visitor’s browser; `startConversation` sets it.'),
  visitorInHeader: {
    type: 'apiKey',
    in: 'header',
    name: VISITOR_HEADER,
    description: `A visitor where no cookie sticks; \`startConversation\` answers it to \`${CREDENTIAL_HEADER}: ${IN_HEADER}\`.`,
  },
}

/** By which of them each kind of caller is known. */
const schemesOf = {
  agent: ['agent'],
  visitor: ['visitor', 'visitorInHeader'],
} satisfies Record<string, (keyof typeof securitySchemes)[]>

/** Browsers take a cookie with the prefix only over https, so there is none without. */
function cookieScheme(name: string, description: string) {
  return { type: 'apiKey', in: 'cookie', name, description: `${description} Over https \`__Host-${name}\`.` }
}

/** The REST API as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1.html), made of `contract/`. */
export function openApi() {
  const components: Record<string, JsonSchema> = {}
  const toSchema = (schema: z.core.$ZodType, io: 'input' | 'output') =>
    hoist(toJsonSchema(schema, io), components)
  const error = toSchema(errorBody, 'output')

  const paths: Record<string, Record<string, object>> = {}
  for (const call of documentedCalls) {
    paths[call.path] = {
      ...paths[call.path],
      [call.method.toLowerCase()]: {
        operationId: call.id,
        tags: [call.tag],
        summary: call.summary,
        description: `Who: ${call.who}.`,
        security: call.callers.flatMap((caller): Record<string, string[]>[] =>
          caller === 'anyone' ? [{}] : schemesOf[caller].map((scheme) => ({ [scheme]: [] })),
        ),
        parameters: [
          ...pathParameters(call),
          ...queryParameters(call, toSchema),
          ...headerParameters(call, toSchema),
        ],
        ...(call.body && { requestBody: jsonContent(toSchema(call.body, 'input'), { required: true }) }),
        ...(call.file && { requestBody: fileContent(call.file) }),
        responses: { ...successes(call, toSchema), ...refusals(call, error) },
      },
    }
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Porchlight', version: packageJson.version },
    tags: Object.entries(tagDescriptions).map(([name, description]) => ({ name, description })),
    paths,
    components: { schemas: components, securitySchemes },
  }
}

/** Everything that a call may be refused with. */
export function errorsOf({ callers, body, file, errors }: ApiCall): ErrorCode[] {
  const ofAgents = callers.includes('agent') ? errorsOfAgents : []
  const ofVisitors = callers.includes('visitor') ? errorsOfVisitors : []
  return [
    ...new Set([
      ...errors,
      ...ofAgents,
      ...ofVisitors,
      ...(body ? errorsOfBodies : []),
      ...(file ? errorsOfFiles : []),
      ...errorsOfEveryCall,
    ]),
  ]
}

type ToSchema = (schema: z.core.$ZodType, io: 'input' | 'output') => JsonSchema

function toJsonSchema(schema: z.core.$ZodType, io: 'input' | 'output'): JsonSchema {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema
}

/** Moves the shapes with a name to where OpenAPI keeps them. */
function hoist(schema: JsonSchema, components: Record<string, JsonSchema>): JsonSchema {
  const {
    $schema: _,
    $defs = {},
    ...rest
  } = JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'))
  Object.assign(components, $defs)
  return rest
}

function pathParameters({ path }: ApiCall) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  }))
}

function queryParameters({ query }: ApiCall, toSchema: ToSchema) {
  if (!query) return []
  return Object.entries(toSchema(query, 'input').properties ?? {}).map(
    ([name, { description, ...schema }]) => ({
      name,
      in: 'query',
      ...(description && { description }),
      schema,
    }),
  )
}

function headerParameters({ callers, repeatedBy }: ApiCall, toSchema: ToSchema) {
  const site = {
    name: SITE_HEADER,
    in: 'header',
    description: 'The public key of the visitor’s site. Without it, the default site.',
    schema: { type: 'string' },
  }
  const repeat = {
    name: IDEMPOTENCY_HEADER,
    in: 'header',
    description: `Does the same as \`${repeatedBy}\` in the body.`,
    schema: toSchema(clientId, 'input'),
  }
  return [...(callers.includes('visitor') ? [site] : []), ...(repeatedBy === undefined ? [] : [repeat])]
}

function successes({ answers }: ApiCall, toSchema: ToSchema) {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [
      status,
      typeof answer === 'string'
        ? { description: answer }
        : jsonContent(toSchema(answer, 'output'), { description: 'JSON' }),
    ]),
  )
}

function refusals(call: ApiCall, error: JsonSchema) {
  const codes = errorsOf(call)
  const statuses = new Set(codes.map((code) => errorCodes[code].status))
  return Object.fromEntries(
    [...statuses]
      .filter((status) => !(status in call.answers))
      .map((status) => {
        const ofStatus = codes.filter((code) => errorCodes[code].status === status)
        return [status, jsonContent(error, { description: ofStatus.join(', ') })]
      }),
  )
}

function fileContent(types: readonly string[]) {
  return { required: true, content: Object.fromEntries(types.map((type) => [type, {}])) }
}

function jsonContent(schema: JsonSchema, rest: object) {
  return { ...rest, content: { 'application/json': { schema } } }
}
