import { wholeNumber } from './values'

/** Rate limits, as settings. Part of the schema in `env.ts`. */
export const limitSettings = {
  LIMIT_MESSAGES_PER_VISITOR: count(40).describe('Messages per minute that a visitor may send.'),
  LIMIT_MESSAGES_PER_CONVERSATION: count(90).describe(
    'Messages per minute, of both sides, after which a conversation accepts none from its visitor.',
  ),
  LIMIT_MESSAGES_PER_NETWORK: count(1_000).describe(
    'Messages per minute that all visitors behind an IPv4 address, or an IPv6 /64, may send together.',
  ),
  LIMIT_MESSAGES_PER_SITE: count(5_000).describe(
    'Messages per minute that a site’s visitors may send together. Visitors for whom the site vouches are not counted.',
  ),
  LIMIT_CONVERSATIONS_PER_VISITOR: count(6).describe(
    'Conversations that a visitor may start in twelve hours.',
  ),
  LIMIT_CONVERSATIONS_PER_NETWORK: count(300).describe(
    'Conversations per minute that all visitors behind an address may start together.',
  ),
  LIMIT_CONVERSATIONS_PER_NETWORK_HOURLY: count(2_000).describe(
    'Conversations per hour that all visitors behind an address may start together.',
  ),
  LIMIT_CONVERSATIONS_PER_SITE: count(1_200).describe(
    'Conversations per minute that new anonymous visitors may start on a site, from all addresses.',
  ),
  LIMIT_CONVERSATIONS_PER_SITE_HOURLY: count(10_000).describe(
    'Conversations per hour that new anonymous visitors may start on a site, from all addresses.',
  ),
  LIMIT_READS_PER_VIEWER: count(600).describe(
    'Read requests per minute and visitor; agents may make ten times as many.',
  ),
  LIMIT_READS_PER_NETWORK: count(6_000).describe(
    'Read requests per minute of all visitors behind an address together.',
  ),
  LIMIT_CHANGES_PER_VIEWER: count(120).describe(
    'Changes per minute and visitor, such as their name and read position; agents may make ten times as many.',
  ),
  LIMIT_CHANGES_PER_NETWORK: count(3_000).describe(
    'Changes per minute of all visitors behind an address together.',
  ),
  LIMIT_PAGES_PER_NETWORK: count(600).describe(
    'Pages per minute that all visitors behind an address may open together.',
  ),
  LIMIT_CONNECTIONS_PER_NETWORK: count(256).describe(
    'Concurrent HTTP connections per address. Trusted proxies are exempt.',
  ),
  LIMIT_CONNECTIONS: count(4_000).describe('Concurrent HTTP connections overall.'),
  LIMIT_TOKENS_PER_VIEWER: count(60).describe('Realtime tokens per minute and person.'),
  LIMIT_SIGN_INS_PER_ACCOUNT: count(10).describe(
    'Sign-in attempts per minute, from one address to one account.',
  ),
  LIMIT_SIGN_INS_PER_ACCOUNT_HOURLY: count(100).describe(
    'Sign-in attempts per hour, from all addresses to one account, by browsers that have not signed in to it before.',
  ),
  LIMIT_SIGN_INS_PER_NETWORK: count(60).describe(
    'Sign-in attempts per minute, from one address to any account.',
  ),
}

function count(defaultValue: number) {
  return wholeNumber(1, 1_000_000_000).default(defaultValue)
}
