import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { networkOf } from '@/server/http/peer-address'

export type ConnectionLimits = {
  /** Most connections per IPv4 address or IPv6 /64. */
  perNetwork: number
  /** Most connections overall. */
  total: number
  /** True for addresses that many clients share. */
  isProxy: (address: string) => boolean
  /** How long a connection may be stalled while a response is being sent. */
  stalledMs?: number
}

/** A connection without any progress for this long is closed: its client is not reading. */
const STALLED_MS = 20_000

/**
 * How much a client may still send after its request was answered, in bytes: more than the longest body. And the polling
 * interval.
 */
const MOST_AFTER_ANSWER = 256 * 1024
const POLL_MS = 20

/** Most pipelined requests that may wait on a connection. Browsers do not pipeline. */
const MOST_PIPELINED = 32

/**
 * Limits HTTP connections; the realtime server counts WebSockets itself. At a limit, per network or overall, a new connection
 * replaces the oldest idle one or is refused. If all are busy at the overall limit, the network with the most connections loses
 * one to a network with fewer.
 */
export function limitConnections(
  server: Server,
  { perNetwork, total, isProxy, stalledMs = STALLED_MS }: ConnectionLimits,
): void {
  const all = new Set<Socket>()
  const networks = new Map<string, Set<Socket>>()
  const busy = new WeakMap<Socket, number>()

  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? ''
    const network = networkOf(address)
    const neighbours = networks.get(network) ?? new Set()
    const isCrowded = !isProxy(address) && neighbours.size >= perNetwork
    const isFull = all.size >= total
    if (
      (isCrowded && !closeIdle(neighbours)) ||
      (isFull && !closeIdle(all) && !closeOfMost(neighbours.size))
    ) {
      socket.destroy()
      return
    }
    networks.set(network, neighbours.add(socket))
    all.add(socket)
    socket.once('close', () => forget(socket, network))
  })
  server.on('upgrade', (_request, socket) => {
    forget(socket as Socket, networkOf((socket as Socket).remoteAddress ?? ''))
    // Node.js would mix responses to earlier requests into the upgraded stream.
    if ((busy.get(socket as Socket) ?? 0) > 0) socket.destroy()
  })
  server.on('request', (request, response) => {
    const { socket } = request
    busy.set(socket, (busy.get(socket) ?? 0) + 1)
    response.once('close', () => {
      busy.set(socket, (busy.get(socket) ?? 1) - 1)
      if (!request.complete) drain(request)
    })
  })
  server.timeout = stalledMs
  server.on('timeout', (socket) => {
    const isOurTurn = (busy.get(socket) ?? 0) > 0 && socket.writableLength === 0
    if (isOurTurn) socket.setTimeout(stalledMs)
    else socket.destroy()
  })

  function closeIdle(sockets: Set<Socket>): boolean {
    for (const socket of sockets) {
      if ((busy.get(socket) ?? 0) > 0) continue
      forget(socket, networkOf(socket.remoteAddress ?? ''))
      socket.destroy()
      return true
    }
    return false
  }

  /** Closes the oldest connection of the largest network, if that is larger than the new connection's will be. */
  function closeOfMost(has: number): boolean {
    let most: Set<Socket> | undefined
    for (const sockets of networks.values()) {
      const [oldest] = sockets
      if (sockets.size > (most?.size ?? has + 1) && !isProxy(oldest?.remoteAddress ?? '')) most = sockets
    }
    const [socket] = most ?? []
    if (socket === undefined) return false
    forget(socket, networkOf(socket.remoteAddress ?? ''))
    socket.destroy()
    return true
  }

  function forget(socket: Socket, network: string): void {
    all.delete(socket)
    const neighbours = networks.get(network)
    neighbours?.delete(socket)
    if (neighbours?.size === 0) networks.delete(network)
  }
}

/**
 * Lets a client that was refused in the middle of its body send the rest: if closed at once, it would not see the answer. Bounded,
 * because reading an endless body, especially in tiny chunks, is expensive.
 */
function drain(request: IncomingMessage): void {
  const { socket } = request
  const until = socket.bytesRead + MOST_AFTER_ANSWER
  const timer = setInterval(() => {
    if (!request.complete && !socket.destroyed && socket.bytesRead <= until) return
    clearInterval(timer)
    if (!request.complete) socket.destroy()
  }, POLL_MS)
}

/**
 * Handles the requests of a connection one at a time. Node.js emits all pipelined requests at once, and buffers their responses
 * until the first has been sent.
 */
export function takeTurns(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): (request: IncomingMessage, response: ServerResponse) => void {
  const queues = new WeakMap<Socket, (() => void)[]>()

  return (request, response) => {
    const { socket } = request
    const waiting = queues.get(socket)
    if (waiting !== undefined && waiting.length >= MOST_PIPELINED) return void socket.destroy()

    const begin = () => {
      response.once('close', () => {
        const next = queues.get(socket)?.shift()
        if (next === undefined) queues.delete(socket)
        else if (!socket.destroyed) next()
      })
      answer(request, response)
    }
    if (waiting !== undefined) return void waiting.push(begin)
    queues.set(socket, [])
    begin()
  }
}
