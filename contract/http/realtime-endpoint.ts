/** Where a browser finds the realtime service. */
export type RealtimeEndpoint =
  /** The server that served the page. */
  | { kind: 'embedded' }
  /** Ably's network, or any service that speaks its protocol. */
  | {
      kind: 'ably'
      /** A host, or one of Ably's routing names; `null` for Ably's default. */
      endpoint: string | null
      /** `null` for the protocol's usual port. */
      port: number | null
      tls: boolean
    }
