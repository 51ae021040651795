import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStaticFiles } from './static-files'

const script = 'export const porchlight = "a lamp beside a door"\n'.repeat(500)
const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-'))
mkdirSync(path.join(folder, 'static', 'chunks'), { recursive: true })
writeFileSync(path.join(folder, 'static', 'chunks', 'a~b.js'), script)
writeFileSync(path.join(folder, 'secret.js'), 'secret')

const files = createStaticFiles(path.join(folder, 'static'), '/_next/static/')
const server = createServer((asked, response) => {
  if (!files(asked, response)) response.writeHead(418).end()
})
beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)))
afterAll(() => {
  server.close()
  server.closeAllConnections()
  rmSync(folder, { recursive: true })
})

const SCRIPT = '/_next/static/chunks/a~b.js'

describe('a file of the build', () => {
  it.each([
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
    ['deflate', undefined, (body: Buffer) => body],
    ['', undefined, (body: Buffer) => body],
  ])('is sent to clients that accept %j, compressed with %s', async (accepted, encoding, decompress) => {
    const { status, headers, body } = await get(SCRIPT, { 'accept-encoding': accepted })
    expect([status, headers['content-encoding']]).toEqual([200, encoding])
    expect(decompress(body).toString()).toBe(script)
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'application/javascript; charset=UTF-8',
      'content-length': String(body.byteLength),
      vary: 'Accept-Encoding',
    })
  })

  it('is not sent to clients that have it, nor for HEAD', async () => {
    const first = await get(SCRIPT)
    const again = await get(SCRIPT, { 'if-none-match': String(first.headers.etag) })
    expect([again.status, again.body.byteLength]).toEqual([304, 0])
    const head = await get(SCRIPT, {}, 'HEAD')
    expect([head.status, head.body.byteLength]).toEqual([200, 0])
  })

  it.each([
    '/_next/static/../secret.js',
    '/_next/static/..%2fsecret.js',
    '/_next/static/chunks/../../secret.js',
    '/_next/static/chunks',
    '/_next/static/',
    '/_next/static/nothing.js',
    '//_next/static/chunks/a~b.js',
  ])('does not exist at %s', async (address) => {
    expect((await get(address)).status).toBe(418)
  })
})

it('serves nothing if nothing was built', () => {
  expect(
    createStaticFiles(path.join(folder, 'nowhere'), '/_next/static/')(
      { method: 'GET', url: SCRIPT } as never,
      {} as never,
    ),
  ).toBe(false)
})

function get(address: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number | undefined; headers: Record<string, unknown>; body: Buffer }>(
    (resolve) => {
      const { port } = server.address() as AddressInfo
      // Not `fetch`, which would normalize the path and decompress the body.
      request({ port, path: address, headers, method }, async (response) => {
        const chunks: Buffer[] = []
        for await (const chunk of response) chunks.push(chunk)
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) })
      }).end()
    },
  )
}
