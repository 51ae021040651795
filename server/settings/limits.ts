import { wholeNumber } from './values'

/** How often the same one may do something, as settings. Part of the schema in `env.ts`. */
export const limitSettings = {
  LIMIT_MESSAGES_PER_VISITOR: count(40).describe('Messages a minute that one visitor may send.'),
  LIMIT_MESSAGES_PER_CONVERSATION: count(90).describe(
    'Messages a minute, of both sides, after which a conversation takes none of its visitor.',
  ),
  LIMIT_MESSAGES_PER_NETWORK: count(1_000).describe(
    'Messages a minute that the visitors behind one IPv4 address, or one IPv6 /64, may send together.',
  ),
  LIMIT_MESSAGES_PER_SITE: count(5_000).describe(
    'Messages a minute that the visitors of one site may send together, without those for whom the site vouches.',
  ),
  LIMIT_CONVERSATIONS_PER_VISITOR: count(6).describe(
    'Conversations that one visitor may start in twelve hours.',
  ),
  LIMIT_CONVERSATIONS_PER_NETWORK: count(300).describe(
    'Conversations a minute that the visitors behind one address may start together.',
  ),
  LIMIT_CONVERSATIONS_PER_NETWORK_HOURLY: count(2_000).describe(
    'Conversations an hour that the visitors behind one address may start together.',
  ),
  LIMIT_CONVERSATIONS_PER_SITE: count(1_200).describe(
    'Conversations a minute that anonymous newcomers may start on one site, from all addresses.',
  ),
  LIMIT_CONVERSATIONS_PER_SITE_HOURLY: count(10_000).describe(
    'Conversations an hour that anonymous newcomers may start on one site, from all addresses.',
  ),
  LIMIT_READS_PER_VIEWER: count(600).describe(
    'Requests a minute by which one visitor may read; an agent, ten times as many.',
  ),
  LIMIT_READS_PER_NETWORK: count(6_000).describe(
    'Requests a minute by which the visitors behind one address may read together.',
  ),
  LIMIT_CHANGES_PER_VIEWER: count(120).describe(
    'Changes a minute that one visitor may make, such as its name and how far it has read; an agent, ten times as many.',
  ),
  LIMIT_CHANGES_PER_NETWORK: count(3_000).describe(
    'Changes a minute that the visitors behind one address may make together.',
  ),
  LIMIT_PAGES_PER_NETWORK: count(600).describe(
    'Pages a minute that the visitors behind one address may open.',
  ),
  LIMIT_CONNECTIONS_PER_NETWORK: count(256).describe(
    'HTTP connections at a time of one address. Trusted proxies have no such limit.',
  ),
  LIMIT_CONNECTIONS: count(4_000).describe('HTTP connections at a time of everybody.'),
  LIMIT_TOKENS_PER_VIEWER: count(60).describe('Realtime tokens a minute that one person may ask for.'),
  LIMIT_SIGN_INS_PER_ACCOUNT: count(10).describe(
    'Tries a minute, from one address, to sign in to one account.',
  ),
  LIMIT_SIGN_INS_PER_ACCOUNT_HOURLY: count(100).describe(
    'Tries an hour, from all addresses, to sign in to one account by browsers that have not signed in to it before.',
  ),
  LIMIT_SIGN_INS_PER_NETWORK: count(60).describe(
    'Tries a minute, from one address, to sign in to any account.',
  ),
}

function count(usual: number) {
  return wholeNumber(1, 1_000_000_000).default(usual)
}
