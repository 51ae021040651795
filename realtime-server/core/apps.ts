import { appIdOf } from '../auth/app-of'
import type { Credentials } from '../auth/authenticator'
import { appIdOfKey } from '../auth/key'
import { RealtimeError } from '../errors'
import type { Settings } from '../options'
import { SharedBound } from '../store/shared-bound'
import { type App, type AppInit, createApp, endApp } from './app'

/** The form of app ids at Ably. */
const APP_ID = /^[A-Za-z0-9_-]{6}$/

/** The apps of one server. They are isolated from each other. */
export class Apps {
  readonly settings: Settings
  readonly #bound: SharedBound
  readonly #apps = new Map<string, App>()

  /** Creates the apps whose keys are in the settings. @throws Error for invalid keys */
  constructor(settings: Settings) {
    this.settings = settings
    this.#bound = new SharedBound(settings.limits.maxTotalHistorySize)
    const { keys, namespaces } = settings
    for (const id of new Set(keys.map(({ name }) => appIdOfKey(name)))) {
      const ownKeys = keys.filter(({ name }) => appIdOfKey(name) === id)
      this.add(createApp({ id, keys: ownKeys, namespaces }, settings, this.#bound))
    }
  }

  /** Creates an app that is not in the settings. It cannot be looked up before it is added. */
  provision(init: AppInit): App {
    return { ...createApp(init, this.settings, this.#bound), provisioned: init }
  }

  add(app: App): void {
    this.#apps.set(app.id, app)
  }

  /** Ends an app. */
  remove(app: App): void {
    this.#apps.delete(app.id)
    endApp(app)
  }

  all(): App[] {
    return [...this.#apps.values()]
  }

  find(id: string): App | undefined {
    return this.#apps.get(id)
  }

  /**
   * The app that credentials claim. They are verified by the app.
   *
   * @throws RealtimeError `unauthorized` without credentials or with a key that no app can have, `bad_jwt`,
   *   `not_found` for an unknown app
   */
  of(credentials: Credentials | null): App {
    if (credentials === null) throw new RealtimeError('unauthorized', 'no credentials')
    const id = appIdOf(credentials)
    const app = this.#apps.get(id)
    if (app) return app
    if ('key' in credentials && !APP_ID.test(id))
      throw new RealtimeError('unauthorized', 'invalid credentials')
    throw new RealtimeError('not_found', 'application not found')
  }
}
