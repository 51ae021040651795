import type { Metadata } from 'next'
import { ResetForm } from './reset-form'

export const metadata: Metadata = { title: 'Choose a new password · Porchlight' }

/** Where a link to a new password leads. The server never sees its token, which stands behind the #. */
export default function ResetPasswordPage() {
  return <ResetForm />
}
