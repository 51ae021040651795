/** The actions of protocol messages, by number on the wire (spec TR2). */
export const Action = {
  heartbeat: 0,
  ack: 1,
  nack: 2,
  connected: 4,
  disconnect: 5,
  disconnected: 6,
  close: 7,
  closed: 8,
  error: 9,
  attach: 10,
  attached: 11,
  detach: 12,
  detached: 13,
  presence: 14,
  message: 15,
  sync: 16,
  auth: 17,
  annotation: 21,
} as const
export type Action = (typeof Action)[keyof typeof Action]

/** The actions of messages (spec TM5). */
export const MessageAction = { create: 0, update: 1, delete: 2, meta: 3, summary: 4, append: 5 } as const
export type MessageAction = (typeof MessageAction)[keyof typeof MessageAction]

/** The actions of presence messages (spec TP2). */
export const PresenceAction = { absent: 0, present: 1, enter: 2, leave: 3, update: 4 } as const
export type PresenceAction = (typeof PresenceAction)[keyof typeof PresenceAction]

/** The actions of annotations (spec TAN2b). */
export const AnnotationAction = { create: 0, delete: 1 } as const
