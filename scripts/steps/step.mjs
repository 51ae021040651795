import { spawn } from 'node:child_process'

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const SPIN_MS = 100
const SIGN_OF_LIFE_MS = 5_000

/** A step that failed. `output` is what its program printed. */
export class StepError extends Error {
  constructor(message, output = '') {
    super(message)
    this.output = output
  }
}

/** Runs a slow step, showing on one line that it is running and how long it took. */
export async function step(label, work) {
  const startedAt = performance.now()
  const display = process.stdout.isTTY ? spinner(label) : dots(label)
  try {
    const result = await work()
    display.end(`✓ ${label} (${seconds(startedAt)})`)
    return result
  } catch (error) {
    display.end(`✗ ${label} (${seconds(startedAt)})`)
    throw error
  }
}

function spinner(label) {
  let count = 0
  const startedAt = performance.now()
  const timer = setInterval(() => {
    const elapsed = count >= 10 ? ` ${seconds(startedAt, 0)}` : ''
    process.stdout.write(`\r\x1b[K${FRAMES[count++ % FRAMES.length]} ${label}${elapsed}`)
  }, SPIN_MS)
  return {
    end(line) {
      clearInterval(timer)
      process.stdout.write(`\r\x1b[K${line}\n`)
    },
  }
}

function dots(label) {
  const startedAt = performance.now()
  const timer = setInterval(() => console.log(`  ${label}: ${seconds(startedAt, 0)}`), SIGN_OF_LIFE_MS)
  console.log(`• ${label}`)
  return {
    end(line) {
      clearInterval(timer)
      console.log(line)
    },
  }
}

/** The time since `startedAt`, formatted: `4.2 s`, `1 min 05 s`. */
export function seconds(startedAt, digits = 1) {
  const elapsed = (performance.now() - startedAt) / 1000
  if (elapsed < 60) return `${elapsed.toFixed(digits)} s`
  return `${Math.floor(elapsed / 60)} min ${String(Math.floor(elapsed % 60)).padStart(2, '0')} s`
}

/**
 * Runs a program to its end. Returns its output, or shows it at once with `show`. Throws a StepError if it fails, with the output
 * unless that was shown. A signal that ends this process ends the program too.
 */
export function run(command, args, { name = command, env = {}, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    const output = []
    child.stdout?.on('data', (chunk) => output.push(chunk))
    child.stderr?.on('data', (chunk) => output.push(chunk))
    const letGo = endWithThisProcess(child)
    child.on('error', (error) => {
      letGo()
      reject(new StepError(`${name} could not be run: ${error.message}`))
    })
    child.on('close', (code, signal) => {
      letGo()
      const text = Buffer.concat(output).toString()
      if (code === 0) return resolve(text)
      reject(new StepError(`${name} ended with ${signal ?? `exit code ${code}`}`, text))
    })
  })
}

function endWithThisProcess(child) {
  const handlers = Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }).map(([signal, code]) => {
    const handler = () => {
      child.once('close', () => process.exit(code))
      child.kill(signal)
    }
    process.once(signal, handler)
    return () => process.off(signal, handler)
  })
  return () => {
    for (const remove of handlers) remove()
  }
}

/** Runs a tool from node_modules, by its package's script. */
export function runTool(script, args, options) {
  return run(process.execPath, [`node_modules/${script}`, ...args], {
    name: /^(@[^/]+\/)?[^/]+/.exec(script)[0],
    ...options,
  })
}

/** Runs a whole script. When a step fails, prints its program's output and, on the last line, what failed. */
export async function main(purpose, work) {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof StepError)) console.error(error)
    else if (error.output) console.error(error.output.trimEnd())
    console.error(`\n${purpose} failed: ${error.message}`)
    process.exit(1)
  }
}
