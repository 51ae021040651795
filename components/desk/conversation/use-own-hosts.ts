import { hostOf } from '@/client/desk/visitor-facts'
import { useOwnHost } from '@/hooks/conversation/use-own-host'
import { useDesk } from '@/hooks/desk/use-desk'

/** The hosts of a site's own pages, including Porchlight's. Their pages are shown by path alone. */
export function useOwnHosts(siteId: string): string[] {
  const ownHost = useOwnHost()
  const { sites } = useDesk()
  const origins = sites.find(({ id }) => id === siteId)?.allowedOrigins ?? []
  return [ownHost, ...origins.map(hostOf)].filter((host) => host !== null)
}
