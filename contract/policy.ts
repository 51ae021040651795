import { MESSAGE_EDIT_MS } from './limits'

/*
 * Who may do what. The server enforces these rules, and screens ask them with the same facts. Visibility is not decided here:
 * queries are scoped to their viewer, so they never find what the viewer must not see.
 */

/** The person who acts. */
export type Actor = {
  id: string
  role: 'visitor' | 'agent' | 'admin'
  /** A blocked visitor may read, and nothing else. */
  isBlocked?: boolean
}

type Rule = {
  /** `author`: who wrote the message, for {@link MESSAGE_EDIT_MS}. */
  who: 'everyone' | 'visitor' | 'team' | 'admin' | 'author'
  /** True if a blocked visitor gets `blocked` for this action, even when other visitors would get `forbidden`. */
  unlessBlocked?: true
}

/** With a conversation and its visitor. */
const onConversation = {
  reply: { who: 'everyone', unlessBlocked: true },
  write_note: { who: 'team', unlessBlocked: true },
  close: { who: 'team', unlessBlocked: true },
  reopen: { who: 'team', unlessBlocked: true },
  set_needs_answer: { who: 'team', unlessBlocked: true },
  rename_visitor: { who: 'everyone', unlessBlocked: true },
  block_visitor: { who: 'team' },
  export_visitor: { who: 'admin' },
  erase_visitor: { who: 'admin' },
} as const satisfies Record<string, Rule>

/** With one message. */
const onMessage = {
  edit_message: { who: 'author', unlessBlocked: true },
  delete_message: { who: 'author', unlessBlocked: true },
} as const satisfies Record<string, Rule>

const rules = {
  ...onConversation,
  ...onMessage,
  start_conversation: { who: 'visitor', unlessBlocked: true },
  /** To become the person whom the site names. */
  identify: { who: 'visitor', unlessBlocked: true },
  /** To ask the list for what needs an answer. */
  filter_needs_answer: { who: 'team' },
  /** To say which page one is on. */
  tell_page: { who: 'visitor', unlessBlocked: true },
  /** To say what happened on one's page. */
  track: { who: 'visitor', unlessBlocked: true },
  /** To get a realtime token. */
  listen: { who: 'everyone', unlessBlocked: true },
  /** To look visitors up by id or address. */
  find_visitors: { who: 'admin' },
  /** To see, add and remove the secrets that a site vouches with. */
  manage_site_secrets: { who: 'admin' },
  /** To see and change one's own profile, password and sessions. */
  use_account: { who: 'team' },
  /** To see sites with their settings, and where they were seen. */
  see_sites: { who: 'team' },
  /** To make, change and archive sites. */
  manage_sites: { who: 'admin' },
  /** To see who is on the team. */
  see_team: { who: 'team' },
  /** To invite people, to change their roles, to deactivate them, and to help them to a new password. */
  manage_team: { who: 'admin' },
  /** To see who did what. */
  see_audit: { who: 'admin' },
} as const satisfies Record<string, Rule>

export type Action = keyof typeof rules
export type ConversationAction = keyof typeof onConversation

export const actions = Object.keys(rules) as Action[]
export const conversationActions = Object.keys(onConversation) as ConversationAction[]

/** The message that is to be edited or deleted. */
export type MessageFacts = { senderId: string | null; createdAt: string; deletedAt?: string | null }

/** The facts that a rule may depend on. Editing and deleting need `message`. */
export type Facts = {
  message?: MessageFacts
  /** The moment, in milliseconds since 1970. Default: now. */
  now?: number
}

/** Why something may not be done, as an error code. */
export type Refusal = 'blocked' | 'forbidden'

/** Why `actor` may not do this, or `null` when they may. */
export function refusalOf(actor: Actor, action: Action, facts: Facts = {}): Refusal | null {
  const rule: Rule = rules[action]
  if (rule.unlessBlocked && actor.isBlocked) return 'blocked'
  return isOneOf(rule.who, actor, facts) ? null : 'forbidden'
}

/** Whether `actor` may do this. */
export function can(actor: Actor, action: Action, facts?: Facts): boolean {
  return refusalOf(actor, action, facts) === null
}

/** The conversation's visitor as an actor. */
export function visitorOf({ visitor }: { visitor: { id: string; block: object | null } }): Actor {
  return { id: visitor.id, role: 'visitor', isBlocked: visitor.block !== null }
}

/** Everything that `actor` may do with a conversation that they can see. */
export function abilitiesOf(actor: Actor): ConversationAction[] {
  return conversationActions.filter((action) => can(actor, action))
}

function isOneOf(who: Rule['who'], actor: Actor, { message, now = Date.now() }: Facts): boolean {
  switch (who) {
    case 'everyone':
      return true
    case 'visitor':
      return actor.role === 'visitor'
    case 'team':
      return actor.role !== 'visitor'
    case 'admin':
      return actor.role === 'admin'
    case 'author':
      return message !== undefined && isStillOpen(actor, message, now)
  }
}

function isStillOpen(
  actor: Actor,
  { senderId, createdAt, deletedAt = null }: MessageFacts,
  now: number,
): boolean {
  return senderId === actor.id && deletedAt === null && now - Date.parse(createdAt) <= MESSAGE_EDIT_MS
}
