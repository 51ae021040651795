import type { Summary } from './summary'

/** An error on the wire. The SDK's reader throws when one of the three is missing (spec TI1). */
export type ErrorInfo = { code: number; statusCode: number; message: string }

/** The data of a message: text, or bytes. On a JSON connection bytes travel as base64 and `encoding` says so. */
export type Data = string | Uint8Array

/** The fields that messages, presence messages and annotations share. */
export type Payload = {
  data?: Data
  /** Steps separated by `/`, which a reader of the data undoes from right to left. */
  encoding?: string
  extras?: Record<string, unknown>
}

/** A message as stored and sent (spec TM2). */
export type Message = Payload & {
  id: string
  name?: string
  clientId?: string
  connectionId?: string
  /** Milliseconds since 1970. */
  timestamp: number
  /** Identifies the message across versions. */
  serial: string
  version: MessageVersion
  action: number
  /** The summary of the message's annotations. */
  annotations?: { summary: Summary }
}

/** An annotation of a message, as stored and sent (spec TAN2). */
export type Annotation = Payload & {
  id: string
  action: number
  serial: string
  /** The annotated message. */
  messageSerial: string
  /** What it is, and how such annotations are summarized: `reaction:unique.v1`. */
  type: string
  name?: string
  count?: number
  clientId?: string
  connectionId?: string
  /** Milliseconds since 1970. */
  timestamp: number
}

/** A message's version, and who created it (spec TM2s). */
export type MessageVersion = Operation & {
  /** For the first version, that of the message itself. Compares as text: later is greater. */
  serial: string
  /** Milliseconds since 1970. */
  timestamp: number
}

/** The author's details of a change (spec MOP2). */
export type Operation = {
  clientId?: string
  description?: string
  metadata?: Record<string, string>
}

/** A presence event as stored and sent (spec TP3). */
export type PresenceMessage = Payload & {
  id: string
  action: number
  clientId: string
  connectionId: string
  /** Milliseconds since 1970. */
  timestamp: number
}

/** Describes a client's connection to it (spec CD2). */
export type ConnectionDetails = {
  clientId?: string
  connectionKey: string
  connectionStateTtl: number
  maxIdleInterval: number
  maxMessageSize: number
  maxFrameSize: number
  /** Publishes a second; absent when unlimited. */
  maxInboundRate?: number
  serverId: string
}

/** A frame to send (spec TR4). */
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

/** A received frame. Its envelope is validated, its contents are not. */
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
