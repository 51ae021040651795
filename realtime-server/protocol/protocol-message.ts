import type { Summary } from './summary'

/** An error on the wire. The SDK throws while it reads one that lacks any of the three (spec TI1). */
export type ErrorInfo = { code: number; statusCode: number; message: string }

/** What a message carries: text, or bytes. On a JSON connection bytes travel as base64 with an `encoding` that says so. */
export type Data = string | Uint8Array

/** What messages and presence messages have in common. */
export type Payload = {
  data?: Data
  /** Steps separated by `/`, which a reader of the data undoes from the right. */
  encoding?: string
  extras?: Record<string, unknown>
}

/** A message as it is stored and sent (spec TM2). */
export type Message = Payload & {
  id: string
  name?: string
  clientId?: string
  connectionId?: string
  /** Milliseconds since 1970. */
  timestamp: number
  /** What identifies the message, whatever its version. */
  serial: string
  version: MessageVersion
  action: number
  /** What the annotations of the message come to. */
  annotations?: { summary: Summary }
}

/** What somebody says about a message, as it is stored and sent (spec TAN2). */
export type Annotation = Payload & {
  id: string
  action: number
  serial: string
  /** Of the message that it is about. */
  messageSerial: string
  /** What it is, and how such annotations are summed up: `reaction:unique.v1`. */
  type: string
  name?: string
  count?: number
  clientId?: string
  connectionId?: string
  /** Milliseconds since 1970. */
  timestamp: number
}

/** Which state of a message this is, and who brought it about (spec TM2s). */
export type MessageVersion = Operation & {
  /** That of the message itself for the first version. Greater as text is later. */
  serial: string
  /** Milliseconds since 1970. */
  timestamp: number
}

/** What the author of a change says of it (spec MOP2). */
export type Operation = {
  clientId?: string
  description?: string
  metadata?: Record<string, string>
}

/** A presence event as it is stored and sent (spec TP3). */
export type PresenceMessage = Payload & {
  id: string
  action: number
  clientId: string
  connectionId: string
  /** Milliseconds since 1970. */
  timestamp: number
}

/** Tells a client about its connection (spec CD2). */
export type ConnectionDetails = {
  clientId?: string
  connectionKey: string
  connectionStateTtl: number
  maxIdleInterval: number
  maxMessageSize: number
  maxFrameSize: number
  /** Publishes a second; absent when there is no limit. */
  maxInboundRate?: number
  serverId: string
}

/** A frame that we send (spec TR4). */
export type OutboundMessage = {
  action: number
  channel?: string
  channelSerial?: string
  connectionId?: string
  connectionDetails?: ConnectionDetails
  count?: number
  error?: ErrorInfo
  flags?: number
  id?: string
  messages?: readonly Message[]
  annotations?: readonly Annotation[]
  msgSerial?: number
  params?: Record<string, string>
  presence?: readonly PresenceMessage[]
  res?: { serials: string[] }[]
  timestamp?: number
}

/** A frame that we got. Its envelope is checked; what it carries is still to be read. */
export type InboundMessage = {
  action: number
  channel?: string
  channelSerial?: string
  flags: number
  id?: string
  msgSerial?: number
  params: ReadonlyMap<string, string>
  messages?: unknown
  presence?: unknown
  annotations?: unknown
  auth?: unknown
}
