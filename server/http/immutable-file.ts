/**
 * A file that never changes under its address, as an answer that any cache may keep and any page may show. Opened on its own, it
 * loads and runs nothing. Only for routes that read no credentials.
 */
export function immutableFile(bytes: Uint8Array<ArrayBuffer>, type: string): Response {
  return new Response(bytes, {
    headers: {
      'Content-Type': type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'cross-origin',
    },
  })
}
