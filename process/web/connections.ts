import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { networkOf } from '@/server/http/peer-address'

export type ConnectionLimits = {
  /** Connections of one IPv4 address, or one IPv6 /64. */
  perNetwork: number
  /** Connections of everybody. */
  total: number
  /** True for addresses behind which there are many clients. */
  isProxy: (address: string) => boolean
  /** How long nothing may move while an answer is on its way. */
  stalledMs?: number
}

/** A connection on which nothing has moved for this long is cut: its other end does not read. */
const STALLED_MS = 20_000

/** What a client may still send of a request that was answered, in bytes: the longest body, and more. How often to look, in ms. */
const MOST_AFTER_ANSWER = 256 * 1024
const LOOK_AFTER_MS = 20

/** Requests that may wait on one connection behind the one being answered. Browsers send none ahead. */
const MOST_PIPELINED = 32

/**
 * Bounds what connections may cost, for HTTP alone: what becomes a WebSocket is counted by the realtime server. When a network,
 * or everybody, has as many as may be, a new connection takes the place of the oldest that is idle, or is refused. Where all are
 * busy, networks that fill the server together give way to one that has fewer.
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
    // The answers to what was asked before would come in the midst of the other protocol. Node.js mixes them up.
    if ((busy.get(socket as Socket) ?? 0) > 0) socket.destroy()
  })
  server.on('request', (request, response) => {
    const { socket } = request
    busy.set(socket, (busy.get(socket) ?? 0) + 1)
    response.once('close', () => {
      busy.set(socket, (busy.get(socket) ?? 1) - 1)
      if (!request.complete) hearOut(request)
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

  /** Closes the oldest of the network that has most, if that is more than the newcomer's will have. */
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
 * Lets a client that was refused in the midst of its body send the rest: cut at once, it would not see the answer. But a body
 * without an end is read for nothing, and in tiny chunks reading is what costs.
 */
function hearOut(request: IncomingMessage): void {
  const { socket } = request
  const until = socket.bytesRead + MOST_AFTER_ANSWER
  const timer = setInterval(() => {
    if (!request.complete && !socket.destroyed && socket.bytesRead <= until) return
    clearInterval(timer)
    if (!request.complete) socket.destroy()
  }, LOOK_AFTER_MS)
}

/**
 * Answers the requests of one connection one after the other. Node.js hands over whatever was sent ahead at once, and keeps
 * all answers until the first has gone out.
 */
export function takeTurns(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): (request: IncomingMessage, response: ServerResponse) => void {
  const lines = new WeakMap<Socket, (() => void)[]>()

  return (request, response) => {
    const { socket } = request
    const waiting = lines.get(socket)
    if (waiting !== undefined && waiting.length >= MOST_PIPELINED) return void socket.destroy()

    const begin = () => {
      response.once('close', () => {
        const next = lines.get(socket)?.shift()
        if (next === undefined) lines.delete(socket)
        else if (!socket.destroyed) next()
      })
      answer(request, response)
    }
    if (waiting !== undefined) return void waiting.push(begin)
    lines.set(socket, [])
    begin()
  }
}
