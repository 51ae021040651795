import { CONTRACT_HEADER, OLDEST_CONTRACT } from '@/contract/build'
import { SupportError } from '@/server/errors'

/**
 * Refuses a client of ours that is too old to be understood. Anybody else's client names no contract and is served; what is
 * no number counts as nothing.
 *
 * @throws SupportError `client_outdated`
 */
export function requireServedContract(request: Request): void {
  const contract = request.headers.get(CONTRACT_HEADER)
  if (contract === null || !/^\d{1,9}$/.test(contract)) return
  if (Number(contract) < OLDEST_CONTRACT) throw new SupportError('client_outdated')
}
