import { CONTRACT_HEADER, OLDEST_CONTRACT } from '@/contract/build'
import { SupportError } from '@/server/errors'

/**
 * Refuses clients whose contract is no longer served. Requests whose header is missing or not a number are served: third-party
 * clients do not send it.
 *
 * @throws SupportError `client_outdated`
 */
export function requireServedContract(request: Request): void {
  const contract = request.headers.get(CONTRACT_HEADER)
  if (contract === null || !/^\d{1,9}$/.test(contract)) return
  if (Number(contract) < OLDEST_CONTRACT) throw new SupportError('client_outdated')
}
