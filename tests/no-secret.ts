/** Names of fields that no response may have. */
const FORBIDDEN = /token|secret|hash|password|cookie|^ip$|ipAddress|userAgent/i

/** Fails when a response contains a secret: a field with a forbidden name, or the caller's own credentials. */
export function expectNoSecret(text: string, json: unknown, credentials: readonly string[]): void {
  for (const credential of credentials) {
    if (credential !== '' && text.includes(credential)) throw new Error('A response repeats a credential')
  }
  for (const name of fieldsOf(json)) {
    if (FORBIDDEN.test(name)) throw new Error(`A response has the field ${name}`)
  }
}

function fieldsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fieldsOf)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, inner]) => [name, ...fieldsOf(inner)])
}
