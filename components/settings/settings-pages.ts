import { Bell, CircleUser, Globe, type LucideIcon, ScrollText, Users } from 'lucide-react'
import { ACCOUNT_PATH, NOTIFICATIONS_PATH } from '@/client/desk/account/next-path'
import { AUDIT_PATH, PEOPLE_PATH } from '@/client/desk/account/people'
import { SITES_PATH } from '@/client/desk/sites/sites'
import { accountWords } from '@/client/words/settings/account-words'
import { siteWords } from '@/client/words/settings/site-words'
import { teamWords } from '@/client/words/settings/words'

const { t } = accountWords

/** One page of the settings, as its entry in the navigation shows it. */
export type SettingsPage = {
  path: string
  name: string
  icon: LucideIcon
  /** Agents who are no admins do not see the entry, and the page tells them why it is empty. */
  isForAdmins: boolean
}

/** The pages of the settings in the order of their navigation. `/support/settings` leads to the first that one may see. */
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
