import {
  type ApiCall,
  documentedCalls,
  errorsOfAgents,
  errorsOfBodies,
  errorsOfEveryCall,
  errorsOfFiles,
  errorsOfVisitors,
} from '@/contract/api-reference'
import { errorCodes } from '@/contract/error-codes'
import { type JsonSchema, openApi } from './openapi'

type Operation = {
  parameters: { name: string; in: string; description?: string; schema: JsonSchema }[]
  requestBody?: Content
  responses: Record<string, Content & { description: string }>
}
type Content = { content?: { 'application/json'?: { schema: JsonSchema } } }

/** The REST API as a page for people, from the same document as openapi.json. */
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

const INTRODUCTION = `Generated from \`contract/\` by \`npm run api-document\`; [openapi.json](openapi.json) is the machine-readable form.

JSON in and out. Agents send the cookie from signing in, visitors the one from starting their first conversation; a browser with
both chooses with the header \`Porchlight-Side: agent\` or \`visitor\`. A page that shows an agent names them in
\`Porchlight-Agent\`; if another agent is signed in by now, the call is refused with ${codes(errorsOfAgents)} and nothing happens. An error is
\`{ "error": { "code", "message", "param"?, "requestId" } }\`. Every call may be refused with
${codes(errorsOfEveryCall)}, every call with a body also with ${codes(errorsOfBodies)}, or with
${codes(errorsOfFiles)} if the body is a file. The name
under each path is its \`operationId\`.

A visitor belongs to a site. \`Porchlight-Site\` names it by its public key; without it, the default site is used. Where cookies
are blocked, a start with \`Porchlight-Credential: header\` returns a \`credential\`, and the visitor’s requests send it as \`Porchlight-Visitor\`,
which takes precedence over the cookie. If the site requires a verified identity, an anonymous visitor’s calls are refused with ${codes(errorsOfVisitors)}. A credential is valid only on its own site and in its own form: on another site, or in the wrong header, it is
refused (\`not_authenticated\`), and a start with it creates a new visitor.

Pages on other origins may make a visitor’s calls, and ask whether an agent is available, once the site allows their origin. They get CORS headers; their
cookies are ignored, so they always receive and send the credential as a header. Every other page is refused with \`origin_not_allowed\`,
or, as before there were sites, with \`csrf\` when it tries to change something and names no site. An unknown key gets \`unknown_site\`.

Starting a conversation and posting a message are idempotent when the request has an id: in the body, or in the header
\`Idempotency-Key\` (8 to 64 letters, digits, \`-\` and \`_\`, quoted or not). A repeat returns 200 and what was stored the first time;
with different content it gets \`idempotency_mismatch\`. Ids are scoped to the sender, and for messages to the conversation. Two different ids
in one request, or a header that is not a valid key, get \`validation_failed\`. Without an id every request counts as new: \`{}\` starts another
conversation each time and, from an anonymous caller, creates another visitor each time. An anonymous caller’s id must be a random UUID, version
4 or 7, and is a secret: for a day it returns the visitor’s cookie to a browser that missed the first response. The first message of a start needs no
id of its own. Other calls ignore the header.

\`abilities\` lists what the caller may do. Events have none, because one event goes to many.`

function section(call: ApiCall, operation: Operation): string {
  const query = operation.parameters.filter((parameter) => parameter.in === 'query')
  const body = operation.requestBody?.content?.['application/json']?.schema
  return [
    `## ${call.method} ${call.path}`,
    `\`${call.id}\`. ${call.summary} Callers: ${call.who}.`,
    query.length > 0 &&
      `Query:\n\n${table(
        ['parameter', 'type', 'meaning'],
        query.map(({ name, schema, description }) => [`\`${name}\``, typeOf(schema), description ?? '']),
      )}`,
    call.repeatedBy && `Accepts an \`Idempotency-Key\` for \`${call.repeatedBy}\`.`,
    call.file && `Body: a file, \`${call.file.join('` or `')}\`.`,
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
  const schema = content?.['application/json']?.schema
  if (!schema) return `Returns ${status}: ${description}.`
  const names = Object.entries(schema.properties ?? {}).map(
    ([name, field]) => `\`${name}\`: ${typeOf(field)}`,
  )
  return `Returns ${status}: ${schema.$ref ? typeOf(schema) : `{ ${names.join(', ')} }`}.`
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
