/**
 * Everything that a module's text imports, by the name it uses: static, dynamic and type imports, and what it re-exports.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function importSpecifiers(text) {
  const imports = text.matchAll(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*(["'])([^"'\n]+)\1/g)
  return [...imports].map(([, , specifier = '']) => specifier)
}

/**
 * The text without its imports of types alone, which are gone before anything runs.
 *
 * @param {string} text
 * @returns {string}
 */
export function withoutTypeImports(text) {
  return text.replace(/^(import|export) type\b[^;]*?from\s*["'][^"'\n]+["']/gms, '')
}
