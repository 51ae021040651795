import type { DeskConversation } from '@/client/desk/desk-conversation'
import { hostOf } from './visitor-facts'

const words = {
  subject: 'Your message to us',
  subjectOn: (host: string) => `Your message on ${host}`,
}

/** A link that begins a mail to this address, in the agent's own mail program. Its subject names the site the visitor wrote from. */
export function mailLink(email: string, { context }: Pick<DeskConversation, 'context'>): string {
  const host = hostOf(context?.pageUrl ?? null)
  const subject = host === null ? words.subject : words.subjectOn(host)
  return `mailto:${encodeURIComponent(email)}?subject=${encodeURIComponent(subject)}`
}
