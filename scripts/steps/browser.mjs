import { existsSync, readFileSync } from 'node:fs'
import { run, runTool, StepError, step } from './step.mjs'

/** Starts and renders in half the time of the full browser. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell'

const KNOWN_PLACES = [
  HEADLESS_SHELL,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** This computer's Chromium, `CHROMIUM_PATH` first. Undefined when at most Playwright's download exists. */
export function installedBrowser() {
  return [process.env.CHROMIUM_PATH, ...KNOWN_PLACES].find((file) => file && existsSync(file))
}

const FIREFOX = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
]

export const NO_FIREFOX =
  'there is no Firefox here. Install it (Debian: sudo apt-get install firefox-esr) or set FIREFOX_PATH'

/** This computer's Firefox, `FIREFOX_PATH` first; undefined when there is none. */
export function installedFirefox() {
  return [process.env.FIREFOX_PATH, ...FIREFOX].find((file) => file && existsSync(file))
}

/** Installs Debian's Firefox if there is none. False when that is impossible here. */
export async function ensureFirefox() {
  if (installedFirefox()) return true
  if (!mayUseApt()) return false
  await succeeds(step('Installing Firefox from the distribution', () => installWithApt(['firefox-esr'])))
  return installedFirefox() !== undefined
}

const WEBKIT_DRIVER = '/usr/bin/WebKitWebDriver'
const XVFB = '/usr/bin/xvfb-run'

/** WebKitGTK's own small browser, which comes with its library; undefined when there is none. */
export function miniBrowser() {
  const folders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/libexec']
  return folders.map((folder) => `${folder}/webkit2gtk-4.1/MiniBrowser`).find((file) => existsSync(file))
}

/** Installs what is missing of Debian's WebKitGTK, its WebDriver and a virtual display. */
export async function ensureWebKit() {
  const isComplete = () => miniBrowser() && [WEBKIT_DRIVER, XVFB].every((file) => existsSync(file))
  if (isComplete()) return
  const packages = ['webkit2gtk-driver', 'xvfb', 'xauth']
  if (mayUseApt())
    await succeeds(step('Installing WebKitGTK from the distribution', () => installWithApt(packages)))
  if (!isComplete())
    throw new StepError(`WebKitGTK is not installed (Debian: sudo apt-get install ${packages.join(' ')})`)
}

/** Ensures that there is a Chromium to test with: an installed one, else Debian's, else Playwright's download. */
export async function ensureBrowser() {
  if (installedBrowser()) return
  const { chromium } = await import('@playwright/test')
  if (existsSync(chromium.executablePath())) return

  if (mayUseApt() && (await succeeds(step('Installing Chromium from the distribution', installChromium))))
    return
  if (await succeeds(step('Downloading Chromium', download))) return
  throw new StepError(
    'there is no browser to test with. Install Chromium (Debian: sudo apt-get install chromium) or set CHROMIUM_PATH',
  )
}

function mayUseApt() {
  const release = '/etc/os-release'
  return (
    process.getuid?.() === 0 &&
    existsSync(release) &&
    /^ID(_LIKE)?=.*debian/m.test(readFileSync(release, 'utf8'))
  )
}

async function installChromium() {
  await installWithApt(['chromium-headless-shell', 'fonts-liberation', 'fonts-noto-color-emoji'])
  if (!installedBrowser()) throw new StepError(`the package did not contain ${HEADLESS_SHELL}`)
}

async function installWithApt(packages) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env })
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env })
}

function download() {
  return runTool('playwright/cli.js', ['install', 'chromium'])
}

async function succeeds(work) {
  try {
    await work
    return true
  } catch (error) {
    console.error(`${error.output ?? ''}${error.message}`)
    return false
  }
}
