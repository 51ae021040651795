import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { JsonAnswer } from '@/server/http/answer'

/** Bodies that fit in one packet gain nothing. */
const MIN_BYTES = 1_400

const compress = promisify(gzip)

/**
 * The gzipped body; `null` to send it uncompressed. When an attacker controls part of a body, its compressed length leaks the
 * rest (BREACH). So answers that carry a cookie or a credential are not compressed, nor are cross-site requests answered
 * compressed.
 */
export async function compressed(
  { text, cookies, isCompressible }: JsonAnswer,
  { headers }: IncomingMessage,
): Promise<Buffer | null> {
  if (!isCompressible || cookies.length > 0 || text.length < MIN_BYTES) return null
  if (!isOwnRequest(headers['sec-fetch-site']) || !takesGzip(headers['accept-encoding'])) return null
  // The lowest level shrinks a list to a sixth; the highest would save a few hundred bytes more in twice the time.
  return compress(text, { level: constants.Z_BEST_SPEED })
}

function isOwnRequest(site: string | string[] | undefined): boolean {
  return site === undefined || site === 'same-origin' || site === 'none'
}

function takesGzip(acceptEncoding: string | undefined): boolean {
  const codings = (acceptEncoding ?? '').split(',').map((one) => one.split(';').map((part) => part.trim()))
  const [, quality] = codings.find(([name]) => name?.toLowerCase() === 'gzip') ?? [null, 'q=0']
  return !/^q=0(\.0*)?$/i.test(quality ?? '')
}
