import { AblyProvider, PorchlightProvider, SupportButton, useConversation } from '@porchlight/react'

/** Porchlight's address and your site's key: Settings → Sites → Install. */
const { VITE_PORCHLIGHT_URL = 'http://localhost:3000', VITE_PORCHLIGHT_KEY = '' } = import.meta.env

export function Shop() {
  return (
    <PorchlightProvider baseUrl={VITE_PORCHLIGHT_URL} siteKey={VITE_PORCHLIGHT_KEY}>
      <h1>Lamps for long evenings</h1>
      <AblyProvider>
        <LastWord />
      </AblyProvider>
      <SupportButton />
    </PorchlightProvider>
  )
}

/** The conversation as data, for a UI of your own. */
function LastWord() {
  const { messages, unreadCount, send } = useConversation()
  const last = messages.at(-1)
  return (
    <section aria-label="Last word">
      <p>
        {last
          ? `${last.side === 'agent' ? (last.senderName ?? 'Support') : 'You'}: ${last.content}`
          : 'No word yet'}
      </p>
      <p>{unreadCount} unread</p>
      <button type="button" onClick={() => send('Do you have this lamp in green?')}>
        Ask for green
      </button>
    </section>
  )
}
