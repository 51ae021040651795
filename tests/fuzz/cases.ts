import { encode } from '@msgpack/msgpack'
import fc from 'fast-check'
import { Action } from '@/realtime-server/protocol/actions'
import { worstHeaders, worstJson, worstMsgpack, worstNames, worstQueries } from '@/tests/worst-inputs/inputs'

/** A request or frame from a stranger. */
export type Case =
  | {
      kind: 'request'
      method: string
      path: string
      headers: Record<string, string>
      body: Buffer | null
      /** Whose cookie and token it uses. */
      by: 'stranger' | 'visitor'
    }
  | { kind: 'frames'; format: 'json' | 'msgpack'; frames: (string | Buffer)[] }

/** A path of the product with its methods. `:name` is one arbitrary segment. */
export type Path = { path: string; methods: readonly string[] }

/** The case of a seed, always the same. */
export function caseOf(seed: number, cases: fc.Arbitrary<Case>): Case {
  const [made] = fc.sample(cases, { seed, numRuns: 1 })
  return made as Case
}

const MAX_SIZE = 70_000

const nameOfField = fc.oneof(
  fc.constantFrom(
    'action',
    'channel',
    'channels',
    'messages',
    'presence',
    'annotations',
    'params',
    'flags',
    'msgSerial',
    'channelSerial',
    'auth',
    'accessToken',
    'data',
    'encoding',
    'extras',
    'id',
    'name',
    'clientId',
    'connectionKey',
    'version',
    'serial',
    'targets',
    'keyName',
    'capability',
    'timestamp',
    'mac',
    'nonce',
    'ttl',
    'clientConversationId',
    'clientMessageId',
    'content',
    'message',
    'visitor',
    'email',
    'password',
    'pageUrl',
    'sequence',
    'status',
    'close',
    'seenSequence',
    '__proto__',
    'constructor',
    '1023',
  ),
  fc.string({ maxLength: 12 }),
)

/** Texts, from short ones to some that fill a frame. */
const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 30 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'live:1',
      'support:live:x',
      '*',
      '',
      '[?rewind=10]live:1',
      'base64',
      'json/utf-8',
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.string({ minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: MAX_SIZE }))
      .map(([part, length]) => part.repeat(Math.ceil(length / part.length)).slice(0, length)),
  },
)

const leaf = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.nat(30))

const small = fc.constantFrom<unknown>({}, [], '', 'a', 0, 1.5, null, { a: [] }, { channels: ['a'] }, [[[]]])

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: false },
    leaf,
    fc.array(tie('any'), { maxLength: 6 }),
    fc.dictionary(nameOfField, tie('any'), { maxKeys: 6 }),
    // The same value very often. Repeated values are not nested, which would make billions.
    fc.tuple(small, fc.integer({ min: 1, max: 3_000 })).map(([item, count]) => Array(count).fill(item)),
  ),
})).any

const frame = fc
  .tuple(
    fc.constantFrom(...Object.values(Action)),
    fc.constantFrom('live:1', '[?rewind=1]live:1', 'other'),
    fc.dictionary(nameOfField, value, { maxKeys: 5 }),
  )
  .map(([action, channel, fields]) => ({ msgSerial: 0, ...fields, action, channel }))

const msgpack = fc.oneof(
  fc.constantFrom(...Object.values(worstMsgpack(MAX_SIZE))),
  fc
    .tuple(fc.oneof(frame, value), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }))
    .map(([content, changes]) => {
      const bytes = Buffer.from(encode(content, { maxDepth: 1_000 }))
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte
      return bytes
    }),
  // Repeated headers without the elements they announce.
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 20_000 }))
    .map(([part, count]) =>
      Buffer.concat(Array(Math.min(count, Math.floor(MAX_SIZE / part.length))).fill(part)),
    ),
)

const json = fc.oneof(
  fc.constantFrom(...Object.values(worstJson(MAX_SIZE - 10_000))),
  fc
    .oneof(frame, value, fc.dictionary(nameOfField, value, { maxKeys: 8 }))
    .map((content) => bytesOf(content)),
  fc
    .tuple(
      fc.oneof(frame, value),
      fc.array(fc.tuple(fc.nat(), fc.constantFrom(...'[]{}",:\\0-e \u0000')), { maxLength: 6 }),
    )
    .map(([content, changes]) => {
      const bytes = bytesOf(content)
      for (const [at, character] of changes) bytes[at % bytes.length] = character.charCodeAt(0)
      return bytes
    }),
)

const headerValue = fc
  .oneof(text, fc.constantFrom(...Object.values(worstHeaders).flatMap((headers) => Object.values(headers))))
  .map((content) => content.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 12_000))

const headers = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.values(worstHeaders)) },
  {
    weight: 2,
    arbitrary: fc.dictionary(
      fc.constantFrom(
        'user-agent',
        'authorization',
        'accept',
        'x-forwarded-for',
        'x-ably-clientid',
        'x-ably-version',
        'origin',
        'accept-language',
        'x-support-side',
        'if-none-match',
        'range',
        'content-encoding',
      ),
      headerValue,
      { maxKeys: 3 },
    ),
  },
)

const query = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.constantFrom(...Object.values(worstQueries)) },
  {
    weight: 3,
    arbitrary: fc
      .array(
        fc.tuple(
          fc.constantFrom(
            'limit',
            'cursor',
            'after',
            'before',
            'search',
            'channels',
            'start',
            'end',
            'direction',
            'from_serial',
            'prefix',
            'by',
            'unit',
            'format',
            'envelope',
            'clientId',
            'status',
          ),
          text,
        ),
        { maxLength: 5 },
      )
      .map((pairs) =>
        `?${pairs.map(([name, content]) => `${name}=${encoded(content)}`).join('&')}`.slice(0, 12_000),
      ),
  },
)

const segment = fc.oneof(
  fc.constantFrom('live:1', 'conf01.visitors', '01900000-0000-7000-8000-000000000000', 'sign-in', 'x'),
  fc.constantFrom(...Object.values(worstNames)),
  text.map((content) => encoded(content).slice(0, 2_000) || 'x'),
)

/** All cases for these paths, and all frames. */
export function anyCase(paths: readonly Path[]): fc.Arbitrary<Case> {
  const request = fc
    .record({
      route: fc.constantFrom(...paths),
      segments: fc.array(segment, { minLength: 3, maxLength: 3 }),
      method: fc.oneof(
        { weight: 9, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.constantFrom('PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS') },
      ),
      pick: fc.nat(),
      query,
      headers,
      body: fc.oneof(
        fc.record({ type: fc.constant('application/json'), bytes: json }),
        fc.record({ type: fc.constant('application/x-msgpack'), bytes: msgpack }),
      ),
      by: fc.constantFrom('stranger' as const, 'visitor' as const),
    })
    .map(({ route, segments, method, pick, query: search, headers: more, body, by }): Case => {
      const chosen = method ?? route.methods[pick % route.methods.length] ?? 'GET'
      let index = 0
      const path = route.path.replace(/[:*]\w+/g, () => segments[index++] ?? 'x')
      const takesBody = !['GET', 'HEAD', 'OPTIONS'].includes(chosen)
      return {
        kind: 'request',
        method: chosen,
        path: `${path}${search}`,
        headers: { ...(takesBody && { 'content-type': body.type }), ...more },
        body: takesBody ? body.bytes : null,
        by,
      }
    })
  const frames = fc.oneof(
    fc.record({
      kind: fc.constant('frames' as const),
      format: fc.constant('json' as const),
      frames: fc.array(json.map(String), { minLength: 1, maxLength: 5 }),
    }),
    fc.record({
      kind: fc.constant('frames' as const),
      format: fc.constant('msgpack' as const),
      frames: fc.array(msgpack, { minLength: 1, maxLength: 5 }),
    }),
  )
  return fc.oneof({ weight: 3, arbitrary: request }, { weight: 2, arbitrary: frames })
}

function bytesOf(content: unknown): Buffer {
  return Buffer.from(JSON.stringify(content) ?? 'null').subarray(0, MAX_SIZE)
}

/** Lone surrogates cannot be encoded in a URL. */
function encoded(content: string): string {
  return encodeURIComponent(content.toWellFormed())
}
