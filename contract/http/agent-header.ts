/**
 * The id of the agent that the page shows as signed in. Tabs share one cookie: once another agent signs in, an older tab
 * would otherwise act in their name. The server refuses such requests with `signed_in_as_another`.
 */
export const AGENT_HEADER = 'Porchlight-Agent'
