import { ApiError } from '@/client/api/api-error'

/** Why what was asked for did not work, and what to do about it, in a sentence or two. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof ApiError))
    return 'Porchlight could not be reached. Check your connection and try again.'
  if (error.code === 'not_authenticated') return 'Sign in again, then try once more.'
  if (error.code === 'signed_in_as_another') return 'Another account is signed in. Reload the page.'
  if (error.code === 'forbidden') return 'Only an admin may do this.'
  if (error.code === 'not_found') return 'It does not exist any more.'
  return 'Something went wrong on our side. Try again in a moment.'
}
