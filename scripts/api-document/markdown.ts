import {
  type ApiCall,
  documentedCalls,
  errorsOfAgents,
  errorsOfBodies,
  errorsOfEveryCall,
} from '@/contract/api-reference'
import { errorCodes } from '@/contract/error-codes'
import { type JsonSchema, openApi } from './openapi'

type Operation = {
  parameters: { name: string; in: string; description?: string; schema: JsonSchema }[]
  requestBody?: Content
  responses: Record<string, Content & { description: string }>
}
type Content = { content?: { 'application/json': { schema: JsonSchema } } }

/** The REST API as a page for people, from the same document that programs read. */
export function apiPage(): string {
  const { paths, components } = openApi()
  return `${[
    '# The REST API',
    INTRODUCTION,
    ...documentedCalls.map((call) =>
      section(call, paths[call.path]?.[call.method.toLowerCase()] as unknown as Operation),
    ),
    '## Shapes',
    ...Object.entries(components.schemas).map(
      ([name, shape]) => `### ${name}\n\n${shape.description ?? ''}\n\n${fields(shape)}`,
    ),
    '## Errors',
    table(
      ['code', 'status', 'message'],
      Object.entries(errorCodes).map(([code, { status, message }]) => [
        `\`${code}\``,
        String(status),
        message,
      ]),
    ),
  ].join('\n\n')}\n`
}

const INTRODUCTION = `Made from \`contract/\` by \`npm run api-document\`; [openapi.json](openapi.json) is the same for programs.

JSON in and out. Agents send the cookie of their sign-in, visitors the one they got with their first conversation; who is
both says which one speaks with the header \`Porchlight-Side: agent\` or \`visitor\`. A page that shows an agent names them in
\`Porchlight-Agent\`; when somebody else is signed in by now, it is refused with ${codes(errorsOfAgents)} and nothing happens. An error is
\`{ "error": { "code", "message", "param"?, "requestId" } }\`. Every call may be refused with
${codes(errorsOfEveryCall)}, every call with a body also with ${codes(errorsOfBodies)}. The name
under each address is its \`operationId\`.

Starting a conversation and posting a message can be repeated without harm by who gives them an id: in the body, or in the header
\`Idempotency-Key\` (8 to 64 letters, digits, \`-\` and \`_\`, with or without quotes). The repeat is answered with 200 and what was stored
first; with other content it is refused with \`idempotency_mismatch\`. The id counts for its sender, and for messages within their
conversation. Two ids that differ are refused with \`validation_failed\`, and so is a header that is no such key. Without an id each request is one
of its own: \`{}\` starts another conversation each time, and from a stranger each time as another visitor. A stranger's id must be a random UUID,
version 4 or 7, and a secret: within a day it brings the same browser the cookie of an answer that it did not hear. The
first message of a start needs no id of its own.

\`abilities\` names what the caller may do. Events carry no abilities, because many hear them.`

function section(call: ApiCall, operation: Operation): string {
  const query = operation.parameters.filter((parameter) => parameter.in === 'query')
  const body = operation.requestBody?.content?.['application/json'].schema
  return [
    `## ${call.method} ${call.path}`,
    `\`${call.id}\`. ${call.summary} Who may: ${call.who}.`,
    query.length > 0 &&
      `Query:\n\n${table(
        ['parameter', 'type', 'meaning'],
        query.map(({ name, schema, description }) => [`\`${name}\``, typeOf(schema), description ?? '']),
      )}`,
    call.repeatedBy && `Takes an \`Idempotency-Key\` for \`${call.repeatedBy}\`.`,
    body && (body.$ref ? `Body: ${typeOf(body)}.` : `Body:\n\n${fields(body)}`),
    ...Object.entries(operation.responses)
      .filter(([status]) => status in call.answers)
      .map(([status, answer]) => answerText(status, answer)),
    call.errors.length > 0 && `Errors: ${codes(call.errors)}.`,
  ]
    .filter(Boolean)
    .join('\n\n')
}

function answerText(status: string, { description, content }: Operation['responses'][string]): string {
  const schema = content?.['application/json'].schema
  if (!schema) return `Answers ${status}: ${description}.`
  const names = Object.entries(schema.properties ?? {}).map(
    ([name, field]) => `\`${name}\`: ${typeOf(field)}`,
  )
  return `Answers ${status}: ${schema.$ref ? typeOf(schema) : `{ ${names.join(', ')} }`}.`
}

function fields({ properties = {}, required = [] }: JsonSchema): string {
  return table(
    ['field', 'type', 'meaning'],
    Object.entries(properties).map(([name, field]) => [
      `\`${name}\`${required.includes(name) ? '' : ' (optional)'}`,
      typeOf(field),
      field.description ?? '',
    ]),
  )
}

function typeOf({ type, $ref, enum: values, const: value, items, anyOf, properties }: JsonSchema): string {
  if ($ref) return link($ref.split('/').at(-1) ?? '')
  if (anyOf) return anyOf.map(typeOf).join(' or ')
  if (values) return values.length > 4 ? 'one of them' : values.map((one) => `\`${one}\``).join(' or ')
  if (value !== undefined) return `\`${value}\``
  if (items) return `list of ${typeOf(items)}`
  if (properties) return `{ ${Object.keys(properties).join(', ')} }`
  return [type ?? 'any'].flat().join(' or ')
}

function link(name: string): string {
  return `[${name}](#${name.toLowerCase()})`
}

function codes(list: readonly string[]): string {
  return list.map((code) => `\`${code}\``).join(', ')
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}
