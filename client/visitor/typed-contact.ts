/** Name and address as typed so far. */
export type TypedContact = { name: string; email: string }

export const NO_CONTACT: TypedContact = { name: '', email: '' }

/** Parses {@link writeContact}'s output; empty for any other text. */
export function readContact(stored: string | null): TypedContact {
  try {
    const { name, email } = JSON.parse(stored ?? '') as Partial<Record<string, unknown>>
    return { name: typeof name === 'string' ? name : '', email: typeof email === 'string' ? email : '' }
  } catch {
    return NO_CONTACT
  }
}

export function writeContact({ name, email }: TypedContact): string {
  return JSON.stringify({ name, email })
}
