/*
 * The worst parser inputs we could think of. Each is as large as it may be in transit: 16 kB of headers and URL, any body. A route
 * that accepts none of them refuses; what counts is how fast, and how much memory it takes meanwhile.
 */

const HEADER_SIZE = 15_000

const filled = (part: string, size = HEADER_SIZE) => part.repeat(Math.ceil(size / part.length)).slice(0, size)
const numbered = (part: (index: number) => string, size: number) => {
  let text = ''
  for (let index = 0; text.length < size; index++) text += part(index)
  return text
}
const base64url = (text: string) => Buffer.from(text).toString('base64url')

const deepJson = filled('[', 9_000)
const manyKeys = `{${numbered((index) => `"k${index}":["*"],`, 8_000)}"z":["*"]}`

/** Header lines by what is bad about them. */
export const worstHeaders: Record<string, Record<string, string>> = {
  'a User-Agent of versions': { 'user-agent': filled(`Version/${'1'.repeat(120)} `) },
  'a User-Agent of browsers': { 'user-agent': filled('Edg/ OPR/ Chrome/ Version/1 Safari') },
  'a thousand cookies': { cookie: numbered((index) => `c${index}=${index}; `, HEADER_SIZE - 40) },
  'cookies similar to ours': { cookie: filled('porchlight_visitor; porchlight_visitor =; ') },
  'malformed cookies': { cookie: filled('=;=,"%') },
  'a session of dots': { cookie: `better-auth.session_token=${filled('.%2e', 14_000)}` },
  'addresses of many proxies': { 'x-forwarded-for': filled('10.0.0.1, [::1]:80, 1.2.3.4:80, ') },
  'digits in place of an address': { 'x-forwarded-for': filled('1.') },
  'blanks before a bearer token': { authorization: `Bearer${filled(' ')}x` },
  'a word without a bearer token': { authorization: filled('a') },
  'a token with a deep header': { authorization: `Bearer ${base64url(deepJson)}.e30.AAAA` },
  'a token with a deep claim': {
    authorization: `Bearer ${base64url('{"alg":"HS256","kid":"porchl.browser"}')}.${base64url(deepJson)}.AAAA`,
  },
  'a token that grants a thousand channels': {
    authorization: `Bearer ${base64url('{"alg":"HS256","kid":"porchl.browser"}')}.${base64url(manyKeys)}.AAAA`,
  },
  'a token in base64 of base64': { authorization: `Bearer ${filled('ZXlK')}` },
  'an invalid native token': { authorization: `Bearer porchl.${filled('A')}` },
  'a token of dots': { authorization: `Bearer ${filled('.')}` },
  'a long key': {
    authorization: `Basic ${Buffer.from(`porchl.server:${filled('k', 10_000)}`).toString('base64')}`,
  },
  'a client id in base64 with all characters': { 'x-ably-clientid': filled('AAEC/+8=') },
  'a content type of parameters': { 'content-type': `application/json${filled(' ; ')}` },
  'a content type of blanks': { 'content-type': `application/json${filled(' ')}x` },
  'many accepted types': { accept: filled('application/x-msgpack;q=0.1, */*, ') },
  languages: { 'accept-language': filled('en-US;q=0.9, de-DE-1996-x-y, ') },
  encodings: { 'accept-encoding': filled('gzip;q=0, br;q=1, ') },
  'an invalid origin': { origin: `http://${filled('a.')}` },
  'a host of labels': { host: filled('a.') },
  'an invalid version': { 'x-ably-version': filled('9') },
  'many entity tags': { 'if-none-match': filled('W/"a", ') },
  'a thousand headers': Object.fromEntries(
    Array.from({ length: 900 }, (_, index) => [`x-${index}`, `${index}`]),
  ),
}

/** Query strings, with the question mark, by what is bad about them. */
export const worstQueries: Record<string, string> = {
  'a thousand parameters': `?${numbered((index) => `p${index}=1&`, HEADER_SIZE)}`,
  'the same parameter': `?${filled('limit=1&')}`,
  'endless channels': `?channels=${filled('a,')}`,
  'channels with qualifiers': `?channels=${filled('[?rewind=1]a,')}`,
  'a cursor of digits': `?cursor=${filled('9')}`,
  'a cursor in base64': `?cursor=${filled('WyJh')}&limit=1`,
  'a cursor of brackets': `?cursor=${base64url(deepJson)}`,
  'percent signs': `?q=${filled('%')}`,
  'valid percent-encoding': `?q=${filled('%ff')}`,
  pluses: `?search=${filled('+')}`,
  'a prefix and a limit': `?prefix=${filled('a')}&limit=1000&by=id`,
  'a serial': `?from_serial=${filled('0')}@x:000`,
  times: `?start=${filled('9', 5_000)}&end=${filled('1', 5_000)}`,
  'a token in the query': `?access_token=${base64url(deepJson)}.${filled('e', 2_000)}.x`,
  'a token request': `?keyName=porchl.browser&timestamp=${filled('1', 4_000)}&capability=${encodeURIComponent(filled('{"', 4_000))}&mac=x`,
  'an envelope': `?envelope=${filled('x')}`,
  semicolons: `?${filled(';&=')}`,
}

/** Bodies by what is bad about them, as JSON. */
export function worstJson(size: number): Record<string, Buffer> {
  const texts: Record<string, string> = {
    'opening brackets': filled('[', size),
    'balanced brackets': '['.repeat(size / 2) + ']'.repeat(size / 2),
    'objects in objects': filled('{"a":', size),
    'objects in lists': `${filled('[{"a":', size - 1)}1`,
    'empty objects': `[${filled('{},', size - 5)}{}]`,
    'empty lists': `[${filled('[],', size - 5)}[]]`,
    'objects of all shapes': `[${numbered((index) => `{"${index.toString(36)}":0},`, size)}0]`,
    'many keys': `{${numbered((index) => `"${index.toString(36)}":0,`, size)}"z":0}`,
    'keys that are numbers': `{${numbered((index) => `"${(index * 2_000) % 4_294_967_295}":0,`, size)}"z":0}`,
    'the same key': `{${filled('"a":0,', size)}"z":0}`,
    'a __proto__ key': `[${filled('{"__proto__":{}},', size)}0]`,
    'a number of all digits': filled('9', size),
    'numbers out of range': `[${filled('1e400,', size)}0]`,
    'a text of escapes': `"${filled('\\u0100', size)}"`,
    'a text of lone surrogates': `"${filled('\\ud800', size)}"`,
    blanks: filled(' ', size),
    'binary bytes': filled('\u0000\u0001', size),
    'a message of lines': JSON.stringify({
      clientMessageId: 'worst-of-lines',
      content: filled('\n* a\r\u2028', size),
    }),
    'a message of marks': JSON.stringify({
      clientMessageId: 'worst-of-marks',
      content: filled('a\u0301\u200d', size),
    }),
    'a conversation with all fields': JSON.stringify({
      clientConversationId: '01900000-0000-7000-8000-000000000001',
      visitor: {
        name: filled('a \u0301', size / 4),
        email: `${filled('a.', size / 4)}@${filled('b.', size / 4)}`,
      },
      pageUrl: `https://${filled('a.', size / 8)}/${filled('%2e/', size / 8)}`,
      message: { clientMessageId: 'x'.repeat(20), content: filled('x ', size / 4) },
    }),
    'an almost valid e-mail address': JSON.stringify({
      email: `${filled('a', size / 2)}@${filled('a-', size / 3)}`,
      password: filled('p', size / 8),
      name: filled('n ', size / 8),
      visitor: { name: filled(' a', size / 8), email: `${filled('a.', size / 8)}@` },
    }),
    'a batch for all channels': JSON.stringify([
      { channels: Array(Math.floor(size / 8)).fill('a'), messages: [{}] },
    ]),
    'a batch of batches': `[${filled('{"channels":["a"],"messages":[{}]},', size)}{}]`,
    'many messages': `[${filled('{"data":"x"},', size)}{}]`,
    'messages with all fields': `[${filled('{"id":"a:0","encoding":"a/a/a/base64","data":"eA==","extras":{"a":[]}},', size)}{}]`,
    'an encoding of a thousand parts': JSON.stringify({ data: 'x', encoding: filled('json/', size / 2) }),
    'a long id': JSON.stringify({ id: filled('i', size / 2), data: 'x' }),
    'invalid base64': JSON.stringify({ data: `${filled('A', size / 2)}!`, encoding: 'base64' }),
    'deeply nested extras': `{"data":"x","extras":${'{"a":'.repeat(size / 8)}1${'}'.repeat(size / 8)}}`,
    'a token request': JSON.stringify({
      keyName: 'porchl.browser',
      timestamp: 1,
      nonce: filled('n', size / 4),
      mac: filled('m', size / 4),
      capability: filled('{"a":["*"],', size / 4),
    }),
    targets: JSON.stringify({ targets: Array(Math.floor(size / 12)).fill('clientId:a') }),
    frames: `[${filled('{"action":10,"channel":"a"},', size)}{"action":0}]`,
  }
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)]))
}

/** Bodies and frames by what is bad about them, as msgpack. */
export function worstMsgpack(size: number): Record<string, Buffer> {
  const starts = (hex: string, filling: string) => {
    const start = Buffer.from(hex, 'hex')
    return Buffer.concat([start, Buffer.alloc(Math.max(size - start.length, 0), Buffer.from(filling, 'hex'))])
  }
  const all = (size - 5).toString(16).padStart(8, '0')
  return {
    'lists that claim everything': starts(`dd${all}`.repeat(Math.min(500, size / 10)), 'c0'),
    'short lists that claim everything': starts('', 'dcffff'),
    'maps that claim everything': starts('', 'deffffa161'),
    'maps of maps of lists': starts('', '81a16191'),
    'lists of one': starts('', '91'),
    'maps of one': starts('', '81a161'),
    'empty maps': starts(`dd${all}`, '80'),
    'empty lists': starts(`dd${all}`, '90'),
    'empty texts': starts(`dd${all}`, 'a0'),
    'many empty byte strings': starts(
      `dd${Math.floor((size - 5) / 2)
        .toString(16)
        .padStart(8, '0')}`,
      'c400',
    ),
    extensions: starts(
      `dd${Math.floor((size - 5) / 3)
        .toString(16)
        .padStart(8, '0')}`,
      'd40500',
    ),
    times: starts(
      `dd${Math.floor((size - 5) / 6)
        .toString(16)
        .padStart(8, '0')}`,
      'd6ff00000000',
    ),
    'keys far apart': starts(
      `dd${Math.floor((size - 5) / 7)
        .toString(16)
        .padStart(8, '0')}`,
      '81a431303233c0',
    ),
    'short texts': starts(
      `dd${Math.floor((size - 5) / 3)
        .toString(16)
        .padStart(8, '0')}`,
      'a26162',
    ),
    numbers: starts(
      `dd${Math.floor((size - 5) / 9)
        .toString(16)
        .padStart(8, '0')}`,
      'cb3ff1999999999999',
    ),
    'a text longer than the input': starts('dbffffffff', '61'),
    'bytes longer than the input': starts('c6ffffffff', '61'),
    'an extension longer than the input': starts('c9ffffffff05', '61'),
    'the unused type': starts('', 'c1'),
    'invalid UTF-8': starts(`db${all}`, 'ff'),
  }
}

/** Path segments in place of a name. */
export const worstNames: Record<string, string> = {
  dots: filled('.', 4_000),
  'percent signs': filled('%', 4_000),
  'encoded slashes': filled('%2f', 6_000),
  'an unclosed qualifier': `%5B%3F${filled('rewind=1%26', 6_000)}`,
  'a qualifier of parameters': `%5B%3F${numbered((index) => `p${index}=1%26`, 6_000)}%5Dx`,
  colons: filled(':', 4_000),
  segments: filled('a:', 4_000),
  'almost an id': '01900000-0000-7000-8000-00000000000g',
  'invalid UTF-8': filled('%ff', 6_000),
  'a long name': filled('a', 8_000),
}
