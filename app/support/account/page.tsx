import { redirect } from 'next/navigation'
import { ACCOUNT_PATH } from '@/client/desk/account/next-path'

/** Where the account was before the settings held it: bookmarks still lead here. */
export default function FormerAccountPage() {
  redirect(ACCOUNT_PATH)
}
