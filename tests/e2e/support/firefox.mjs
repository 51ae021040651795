#!/usr/bin/env node
/**
 * Firefox as Playwright's protocol for it (WebDriver BiDi) needs it. Playwright starts this file in place of the browser, with
 * the browser's own arguments, and reaches the browser through it. Three things differ on the way:
 *
 * - Keys go to the frame that has the focus. Sent to the page, as Playwright does, they never arrive in a frame of another site,
 *   which has a process of its own.
 * - Text is inserted as a person's would be. Playwright assigns it to the field's `value`, which React takes for its own doing.
 * - A command that this version of Firefox does not know yet has succeeded if the tests can do without it.
 */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { WebSocket, WebSocketServer } from 'ws'
import { installedFirefox } from '../../../scripts/steps/browser.mjs'

/** Dark colours are emulated with it, and Playwright sends it for every context. */
const DISPENSABLE = 'emulation.setMediaFeaturesOverride'
const LISTENING = /^WebDriver BiDi listening on (ws:\S+)$/
/** Numbers of the commands that are not Playwright's. */
const FIRST_OWN_ID = 1_000_000_000

/** Runs in a page: the window of the frame that has the focus there. */
const FOCUSED_FRAME = `() => {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element instanceof HTMLIFrameElement ? element.contentWindow : null
}`

/** Runs before the scripts of every page: Playwright inserts text with it, or goes on in the frame that it returns. */
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

/** Passes what Playwright and Firefox say to each other, until one of them ends it. */
function relay(client, browser) {
  /** What waits until the browser is reached; `null` from then on. */
  let early = []
  /** Commands of Playwright that may be unknown, by number. */
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

  /** The context itself, or that of the frame in it, and in that, which has the focus. */
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
