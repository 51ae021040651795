import { useOwnHost } from '@/hooks/conversation/use-own-host'
import { useDesk } from '../desk-context'
import { hostOf } from '../details/visitor-facts'

/** The hosts of a site's own pages, Porchlight's among them: there a page's path names it. */
export function useOwnHosts(siteId: string): string[] {
  const ownHost = useOwnHost()
  const { sites } = useDesk()
  const origins = sites.find(({ id }) => id === siteId)?.allowedOrigins ?? []
  return [ownHost, ...origins.map(hostOf)].filter((host) => host !== null)
}
