import { redirect } from 'next/navigation'
import { ACCOUNT_PATH } from '@/client/desk/account/next-path'

/** The account's former address. Redirects old bookmarks to the settings. */
export default function FormerAccountPage() {
  redirect(ACCOUNT_PATH)
}
