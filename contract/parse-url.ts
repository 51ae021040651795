/**
 * Parses an address; `null` if it is not valid.
 *
 * Use it instead of `URL.canParse`: once Node.js 20 has compiled that function, it refuses valid addresses with letters such as ü.
 */
export function parseUrl(text: string, base?: string): URL | null {
  try {
    return new URL(text, base)
  } catch {
    return null
  }
}
