/** Explains the loader's console messages. */
export const helpText = `Porchlight on your web site: console messages explained

no_key
  The tag names no site. Use <script async src="https://HOST/widget.js?key=pk_..."></script>;
  the key is in Settings, Sites.

unknown_key
  No active site has this key. Compare it with the key in Settings, Sites, Install.

origin_not_allowed
  The page's address, shown in the message, is not allowed for this site, so the page shows no chat.
  Add it in Settings, Sites.
  Every page around the chat must be allowed, including one that frames yours.

blocked
  The chat's frame or settings did not load. The page's Content-Security-Policy must contain:
  script-src HOST; frame-src HOST; and, with data-key instead of ?key=, also connect-src HOST.
  A page on HTTPS cannot show a chat that is served over HTTP.

rate_limited, unavailable
  Your network, or all visitors together, sent more requests than the server accepts. This passes by itself: try again later.

two_tags
  The page contains the tag more than once. Only the first one is used.

unknown_call
  window.Porchlight has no such call. docs/embedding.md lists all calls.

no_counterpart
  A Chatwoot or Intercom call that Porchlight ignores. docs/embedding.md lists the supported ones.
`
