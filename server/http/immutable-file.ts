/**
 * A response with a file that never changes at its URL, which any cache may store and any page may embed. Opened directly, it
 * cannot load or run anything. Only for routes that read no credentials.
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
