import type { VisitorDetails } from '@/contract/conversation'
import { email, personName } from '@/contract/fields'
import type { TypedContact } from './typed-contact'

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
