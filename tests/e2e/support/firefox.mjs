#!/usr/bin/env node
/**
 * Adapts Firefox to Playwright's protocol for it (WebDriver BiDi). Playwright starts this file in place of the browser, with the
 * browser's own arguments, and talks to the browser through it. It changes three things:
 *
 * - Sends keys to the frame that has the focus. Playwright sends them to the page, from where they never reach a cross-site frame,
 *   which has a process of its own.
 * - Inserts text as a user would. Playwright assigns it to the field's `value`, which React takes for its own change.
 * - Reports success for commands that this version of Firefox does not know, if the tests can do without them.
 */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { WebSocket, WebSocketServer } from 'ws'
import { installedFirefox } from '../../../scripts/steps/browser.mjs'

/** Emulates dark colours; Playwright sends it for every context. */
const DISPENSABLE = 'emulation.setMediaFeaturesOverride'
const LISTENING = /^WebDriver BiDi listening on (ws:\S+)$/
/** Ids for commands that are not Playwright's. */
const FIRST_OWN_ID = 1_000_000_000

/** Runs in a page: returns the window of the focused frame. */
const FOCUSED_FRAME = `() => {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element instanceof HTMLIFrameElement ? element.contentWindow : null
}`

/** Runs before every page's scripts: Playwright inserts text with it, or continues in the frame that it returns. */
const INSERT_TEXT = `() => {
  function insert(text) {
    let element = document.activeElement
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    if (element instanceof HTMLIFrameElement) return element
    document.execCommand('insertText', false, text)
  }
  Object.defineProperty(window, '__pw_bidiInsertText', { get: () => insert, set() {} })
}`

const firefox = spawn(installedFirefox() ?? 'firefox', process.argv.slice(2), {
  stdio: ['ignore', 'inherit', 'pipe'],
})
firefox.on('error', ({ message }) => console.error(message))
firefox.on('close', (code) => process.exit(code ?? 1))
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => firefox.kill(signal))

createInterface({ input: firefox.stderr }).on('line', (line) => {
  const [, address] = LISTENING.exec(line) ?? []
  if (address === undefined) return console.error(line)
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('listening', () =>
    console.error(`WebDriver BiDi listening on ws://127.0.0.1:${server.address().port}`),
  )
  server.on('connection', (client, { url }) => relay(client, new WebSocket(address + url)))
})

/** Forwards messages between Playwright and Firefox until one of them disconnects. */
function relay(client, browser) {
  /** Messages queued until the browser is connected; `null` from then on. */
  let early = []
  /** Playwright's commands that may be unknown, by id. */
  const dispensable = new Set()
  const answers = new Map()
  let lastOwnId = FIRST_OWN_ID

  client.on('message', (data) => receive(JSON.parse(data)))
  browser.on('open', () => {
    for (const text of early) browser.send(text)
    early = null
  })
  browser.on('message', (data) => answer(JSON.parse(data), String(data)))
  for (const [one, other] of [
    [client, browser],
    [browser, client],
  ]) {
    one.on('close', () => other.close())
    one.on('error', () => other.close())
  }

  function send(command) {
    const text = JSON.stringify(command)
    if (early === null) browser.send(text)
    else early.push(text)
  }

  async function receive(command) {
    const { id, method, params } = command
    if (method === DISPENSABLE) dispensable.add(id)
    if (method !== 'input.performActions' || params.actions.some(({ type }) => type !== 'key'))
      return send(command)
    send({ ...command, params: { ...params, context: await focusedContext(params.context) } })
  }

  function answer(message, text) {
    const { id, type, error, result } = message
    if (answers.has(id)) {
      answers.get(id)(message)
      answers.delete(id)
    } else if (dispensable.delete(id) && type === 'error' && error === 'unknown command') {
      client.send(JSON.stringify({ type: 'success', id, result: {} }))
    } else if (result?.sessionId !== undefined) {
      void ask('script.addPreloadScript', { functionDeclaration: INSERT_TEXT }).then(() => client.send(text))
    } else {
      client.send(text)
    }
  }

  function ask(method, params) {
    lastOwnId += 1
    send({ id: lastOwnId, method, params })
    return new Promise((resolve) => answers.set(lastOwnId, resolve))
  }

  /** The context itself, or the innermost frame in it that has the focus. */
  async function focusedContext(context) {
    const { result } = await ask('script.callFunction', {
      functionDeclaration: FOCUSED_FRAME,
      target: { context },
      awaitPromise: false,
    })
    const inner = result?.result?.value?.context
    return inner === undefined ? context : focusedContext(inner)
  }
}
