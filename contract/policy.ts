import { MESSAGE_EDIT_MS } from './limits'

/*
 * Who may do what. The server enforces these rules, and screens evaluate them with the same facts. Visibility is not decided
 * here: queries are scoped to their viewer.
 */

/** The person who performs an action. */
export type Actor = {
  id: string
  role: 'visitor' | 'agent' | 'admin'
  /** Blocked visitors may only read. */
  isBlocked?: boolean
}

type Rule = {
  /** `author`: the sender of the message, for {@link MESSAGE_EDIT_MS}. */
  who: 'everyone' | 'visitor' | 'team' | 'admin' | 'author'
  /** If true, blocked visitors get `blocked` for this action, even where other visitors would get `forbidden`. */
  unlessBlocked?: true
}

/** Actions on a conversation and its visitor. */
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

/** Actions on a message. */
const onMessage = {
  edit_message: { who: 'author', unlessBlocked: true },
  delete_message: { who: 'author', unlessBlocked: true },
} as const satisfies Record<string, Rule>

const rules = {
  ...onConversation,
  ...onMessage,
  start_conversation: { who: 'visitor', unlessBlocked: true },
  /** To become the person that the site vouches for. */
  identify: { who: 'visitor', unlessBlocked: true },
  /** To list only conversations that need an answer. */
  filter_needs_answer: { who: 'team' },
  /** To report one's current page. */
  tell_page: { who: 'visitor', unlessBlocked: true },
  /** To report events on one's page. */
  track: { who: 'visitor', unlessBlocked: true },
  /** To get a realtime token. */
  listen: { who: 'everyone', unlessBlocked: true },
  /** To look visitors up by id or address. */
  find_visitors: { who: 'admin' },
  /** To see, add and remove a site's identity secrets. */
  manage_site_secrets: { who: 'admin' },
  /** To see and change one's own profile, password and sessions. */
  use_account: { who: 'team' },
  /** To see sites with their settings and sightings. */
  see_sites: { who: 'team' },
  /** To create, change and archive sites. */
  manage_sites: { who: 'admin' },
  /** To see who is on the team. */
  see_team: { who: 'team' },
  /** To invite and deactivate people, change their roles, and reset their passwords. */
  manage_team: { who: 'admin' },
  /** To see the audit log. */
  see_audit: { who: 'admin' },
} as const satisfies Record<string, Rule>

export type Action = keyof typeof rules
export type ConversationAction = keyof typeof onConversation

export const actions = Object.keys(rules) as Action[]
export const conversationActions = Object.keys(onConversation) as ConversationAction[]

/** The message to edit or delete. */
export type MessageFacts = { senderId: string | null; createdAt: string; deletedAt?: string | null }

/** The facts that a rule may depend on. Editing and deleting require `message`. */
export type Facts = {
  message?: MessageFacts
  /** The time to decide for, in milliseconds since 1970. Default: now. */
  now?: number
}

/** Why an action is refused, as an error code. */
export type Refusal = 'blocked' | 'forbidden'

/** Why `actor` may not do this; `null` if they may. */
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

/** Every action that `actor` may perform on a conversation they can see. */
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
