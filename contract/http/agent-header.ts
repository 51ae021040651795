/**
 * The id of the agent whom the page shows as signed in. Tabs share one cookie: once somebody else signs in, an older tab
 * would otherwise act under their name. The server refuses such a request with `signed_in_as_another`.
 */
export const AGENT_HEADER = 'Porchlight-Agent'
