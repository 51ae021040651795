import type { VisitorDetails } from '@/contract/conversation'
import { email, personName } from '@/contract/fields'

/** Name and address as the visitor has typed them so far. */
export type TypedContact = { name: string; email: string }

export const NO_CONTACT: TypedContact = { name: '', email: '' }

/** True for what the server takes as an e-mail address. */
export function isEmailAddress(text: string): boolean {
  return email.safeParse(text).success
}

/** What can be told of what was typed. Leaves out what the server would refuse. */
export function detailsOf(typed: TypedContact): VisitorDetails {
  const name = personName.safeParse(typed.name)
  const address = email.safeParse(typed.email)
  return {
    ...(name.success ? { name: name.data } : {}),
    ...(address.success ? { email: address.data } : {}),
  }
}

/** Reads what {@link writeContact} wrote; nothing for any other text. */
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
