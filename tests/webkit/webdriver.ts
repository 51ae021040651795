import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '@/tests/free-port'

/** The keys with which WebDriver marks elements and shadow roots in responses. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'
const ENTER = '\uE007'
const START_MS = 10_000
const WAIT_MS = 15_000

/** Runs in the page or the frame: finds a visible element by selector, also in the chat's shadow tree. */
const FIND = `
  const root = document.querySelector('[data-porchlight]')?.shadowRoot
  const found = document.querySelector(arguments[0]) ?? root?.querySelector(arguments[0])
  return found?.checkVisibility() ? found : null`

/** WebKitGTK's MiniBrowser, driven by its WebDriver over plain HTTP. Needs a display. */
export class WebKit {
  readonly #driver: ChildProcess
  readonly #session: string

  private constructor(driver: ChildProcess, session: string) {
    this.#driver = driver
    this.#session = session
  }

  /** @param miniBrowser its path. Untrusted certificates are accepted. */
  static async start(miniBrowser: string): Promise<WebKit> {
    const port = await freePort()
    const driver = spawn('WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore' })
    const url = `http://127.0.0.1:${port}/session`
    const options = { binary: miniBrowser, args: ['--automation'] }
    const capabilities = {
      alwaysMatch: { acceptInsecureCerts: true, 'webkitgtk:browserOptions': options },
    }
    const giveUpAt = Date.now() + START_MS
    for (;;) {
      try {
        const { sessionId } = await send<{ sessionId: string }>('POST', url, { capabilities })
        return new WebKit(driver, `${url}/${sessionId}`)
      } catch (error) {
        if (Date.now() > giveUpAt) throw error
        await delay(200)
      }
    }
  }

  async stop(): Promise<void> {
    await this.#call('DELETE', '').catch(() => {})
    this.#driver.kill()
  }

  open(url: string): Promise<unknown> {
    return this.#call('POST', '/url', { url })
  }

  reload(): Promise<unknown> {
    return this.#call('POST', '/refresh', {})
  }

  /** Opens a tab and navigates to the address. */
  async openTab(): Promise<void> {
    const { handle } = await this.#call<{ handle: string }>('POST', '/window/new', { type: 'tab' })
    await this.#call('POST', '/window', { handle })
  }

  /** Switches back to the page itself. */
  leaveFrame(): Promise<unknown> {
    return this.#call('POST', '/frame', { id: null })
  }

  async enterFrame(): Promise<void> {
    await this.leaveFrame()
    await this.#call('POST', '/frame', { id: await this.find('iframe') })
  }

  async click(selector: string): Promise<void> {
    await this.#call('POST', `/element/${(await this.find(selector))[ELEMENT]}/click`, {})
  }

  /** Waits until this field has the focus, types and presses Enter, with keys sent to the whole window. */
  async enter(selector: string, text: string): Promise<void> {
    await this.until(`the focus in ${selector}`, () =>
      this.evaluate('return document.hasFocus() && document.activeElement?.matches(arguments[0])', selector),
    )
    const keys = [...text, ENTER].flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ])
    await this.#call('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions: keys }] })
  }

  /** Runs the body of a function. */
  evaluate<Result>(script: string, ...args: unknown[]): Promise<Result> {
    return this.#call('POST', '/execute/sync', { script, args })
  }

  /** Waits until the element exists and is visible. */
  find(selector: string): Promise<{ [ELEMENT]: string }> {
    return this.until(selector, () => this.evaluate<{ [ELEMENT]: string } | null>(FIND, selector))
  }

  /** Waits until the document contains this text. */
  read(text: string): Promise<unknown> {
    return this.until(text, () =>
      this.evaluate('return document.body.innerText.includes(arguments[0])', text),
    )
  }

  /** Polls until there is a result. Fails with `what` was expected. */
  async until<Result>(what: string, ask: () => Promise<Result>): Promise<NonNullable<Result>> {
    const giveUpAt = Date.now() + WAIT_MS
    for (;;) {
      const found = await ask().catch(() => null)
      if (found) return found
      if (Date.now() > giveUpAt) throw new Error(`timed out waiting for ${what}`)
      await delay(100)
    }
  }

  #call<Result>(method: string, path: string, body?: object): Promise<Result> {
    return send(method, this.#session + path, body)
  }
}

async function send<Result>(method: string, url: string, body?: object): Promise<Result> {
  const answer = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) })
  const { value } = (await answer.json()) as { value: Result & { error?: string; message?: string } }
  if (!answer.ok) throw new Error(`${value.error}: ${value.message}`)
  return value
}
