import type { Metadata } from 'next'
import { teamWords } from '@/client/words/settings/words'
import { ResetForm } from '@/components/sign-in/reset-form'

const { t } = teamWords

export const generateMetadata = (): Metadata => ({ title: t('pageTitle', { page: t('resetPageTitle') }) })

/** The page a password reset links to. The server never sees the token, which is in the URL's fragment. */
export default function ResetPasswordPage() {
  return <ResetForm />
}
