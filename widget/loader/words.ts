import type { LoaderSite } from '@/contract/sites/loader-site'

/** The launcher's accessible name with this many unread messages. */
export function unreadName({ language, words }: LoaderSite, count: number): string {
  const forms = words.openChatUnread
  const form = forms[new Intl.PluralRules(language).select(count)] ?? forms.other ?? ''
  return form.replace('{count}', count.toLocaleString(language))
}
