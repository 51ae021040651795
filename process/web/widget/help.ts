/** What the loader's lines in the console mean. */
export const helpText = `Porchlight on your web site: what the lines in the console mean

no_key
  The tag names no site. It is <script async src="https://HOST/widget.js?key=pk_..."></script>;
  the key stands in Settings, Sites.

unknown_key
  No active site has this key. Compare it with the one in Settings, Sites, Install.

origin_not_allowed
  The address of the page, named in the line, is not among those of the site, so the page shows no chat.
  Add it in Settings, Sites.
  Every page around the chat counts, also one that frames yours.

blocked
  The chat's frame or settings did not arrive. The page's Content-Security-Policy must have:
  script-src HOST; frame-src HOST, and with data-key instead of ?key= also: connect-src HOST.
  A page on https cannot show a chat that is served over http.

rate_limited, unavailable
  Your network, or everybody, asks for more chats at this moment than the server gives. It passes by itself: try again later.

two_tags
  The tag stands on the page more than once. The first one counts.

unknown_call
  window.Porchlight has no such call. docs/embedding.md lists them.

no_counterpart
  A call of Chatwoot's or Intercom's that Porchlight does nothing for. docs/embedding.md lists which ones it follows.
`
