import { Bell, CircleUser, Globe, type LucideIcon, ScrollText, Users } from 'lucide-react'
import { ACCOUNT_PATH, NOTIFICATIONS_PATH } from '@/client/desk/account/next-path'
import { AUDIT_PATH, PEOPLE_PATH } from '@/client/desk/account/people'
import { SITES_PATH } from '@/client/desk/sites/sites'
import { accountWords } from '@/client/words/settings/account-words'
import { siteWords } from '@/client/words/settings/site-words'
import { teamWords } from '@/client/words/settings/words'

const { t } = accountWords

/** A settings page and its entry in the navigation. */
export type SettingsPage = {
  path: string
  name: string
  icon: LucideIcon
  /** Hides the entry from non-admins. The page itself tells them that it is for admins only. */
  isForAdmins: boolean
}

/** The settings pages in navigation order. `/support/settings` redirects to the first that the agent may see. */
export const settingsPages: readonly SettingsPage[] = [
  {
    path: PEOPLE_PATH,
    get name() {
      return teamWords.t('people')
    },
    icon: Users,
    isForAdmins: true,
  },
  {
    path: SITES_PATH,
    get name() {
      return siteWords.t('sites')
    },
    icon: Globe,
    isForAdmins: false,
  },
  {
    path: AUDIT_PATH,
    get name() {
      return teamWords.t('audit')
    },
    icon: ScrollText,
    isForAdmins: true,
  },
  {
    path: ACCOUNT_PATH,
    get name() {
      return t('yourAccount')
    },
    icon: CircleUser,
    isForAdmins: false,
  },
  {
    path: NOTIFICATIONS_PATH,
    get name() {
      return t('notifications')
    },
    icon: Bell,
    isForAdmins: false,
  },
]
