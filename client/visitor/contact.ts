import type { VisitorDetails } from '@/contract/log/conversation'
import { readEmail, readPersonName } from '@/contract/visitors/contact'
import type { TypedContact } from './typed-contact'

/** True if the server accepts it as an e-mail address. */
export function isEmailAddress(text: string): boolean {
  return readEmail(text) !== null
}

/** The valid details to send. Leaves out what the server would refuse. */
export function detailsOf(typed: TypedContact): VisitorDetails {
  const name = readPersonName(typed.name)
  const email = readEmail(typed.email)
  return { ...(name !== null && { name }), ...(email !== null && { email }) }
}
