/** Names of fields that no answer of ours may have. */
const FORBIDDEN = /token|secret|hash|password|cookie|^ip$|ipAddress|userAgent/i

/** Fails when an answer names or holds a secret: a field that is called like one, or the caller's own credentials. */
export function expectNoSecret(text: string, json: unknown, credentials: readonly string[]): void {
  for (const credential of credentials) {
    if (credential !== '' && text.includes(credential)) throw new Error('An answer repeats a credential')
  }
  for (const name of fieldsOf(json)) {
    if (FORBIDDEN.test(name)) throw new Error(`An answer has the field ${name}`)
  }
}

function fieldsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fieldsOf)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, inner]) => [name, ...fieldsOf(inner)])
}
