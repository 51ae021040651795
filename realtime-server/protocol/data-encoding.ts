import type { Payload } from './protocol-message'

/**
 * The stored form of a payload, with bytes as bytes. Undoes an outermost `base64` step only. `null` when the data is not
 * valid base64.
 */
export function withBytes(payload: Payload): Payload | null {
  const { data, encoding, ...rest } = payload
  if (encoding === undefined || (encoding !== 'base64' && !encoding.endsWith('/base64'))) return payload
  if (typeof data !== 'string') return data === undefined ? payload : null
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(data) || data.length % 4 === 1) return null

  const inner = encoding.slice(0, -'/base64'.length)
  const bytes = Buffer.from(data, 'base64')
  return { ...rest, data: bytes, ...(inner === '' ? {} : { encoding: inner }) }
}

/** The form for JSON, which cannot hold bytes: adds base64 as the outermost step. */
export function withoutBytes<P extends Payload>(payload: P): P {
  const { data, encoding } = payload
  if (data === undefined || typeof data === 'string') return payload

  const text = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64')
  return { ...payload, data: text, encoding: encoding === undefined ? 'base64' : `${encoding}/base64` }
}

/** The size of a message for limits, in bytes (spec TM6). Binary data is counted decoded, not as base64. */
export function sizeOf(message: Payload & { name?: string; clientId?: string }): number {
  const { data, extras, name = '', clientId = '' } = message
  return (
    Buffer.byteLength(name) +
    Buffer.byteLength(clientId) +
    (extras === undefined ? 0 : Buffer.byteLength(JSON.stringify(extras))) +
    (data === undefined ? 0 : typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength)
  )
}
