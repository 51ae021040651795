import type { Metadata } from 'next'
import { teamWords } from '@/client/words/settings/words'
import { ResetForm } from '@/components/sign-in/reset-form'

const { t } = teamWords

export const generateMetadata = (): Metadata => ({ title: t('pageTitle', { page: t('resetPageTitle') }) })

/** Where a link to a new password leads. The server never sees its token, which stands behind the #. */
export default function ResetPasswordPage() {
  return <ResetForm />
}
