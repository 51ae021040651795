import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage } from 'node:http'
import {
  AGENT_LANGUAGE_COOKIE,
  type AgentLanguage,
  firstAgentLanguage,
  REQUEST_LANGUAGE,
} from '@/contract/agent-language'

const languages = new AsyncLocalStorage<AgentLanguage>()
Object.assign(globalThis, { [REQUEST_LANGUAGE]: () => languages.getStore() })

/** Draws a page in the language of `request`: whatever runs until it is answered can read that language. */
export function inLanguageOf<Result>(request: IncomingMessage, draw: () => Result): Result {
  return languages.run(languageOf(request), draw)
}

/**
 * The language in which an agent reads a page: what they chose in this browser, otherwise the first of the browser's languages that
 * there is. The demo shop stands for a customer's own page, and is English as that page would be in its own language.
 */
export function languageOf({ url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>): AgentLanguage {
  if (url.split('?', 1)[0] === '/') return 'en'
  const { chosen, accepted } = languagesOf(headers)
  return firstAgentLanguage(chosen === null ? accepted : [chosen])
}

/** The languages that a request names: the agent's choice in this browser, if any, and the browser's own, the most wanted first. */
export function languagesOf(headers: IncomingMessage['headers']): {
  chosen: string | null
  accepted: string[]
} {
  return {
    chosen: cookieOf(headers.cookie ?? '', AGENT_LANGUAGE_COOKIE),
    accepted: tagsOf(headers['accept-language'] ?? ''),
  }
}

/** The tags of an `Accept-Language` header, the most wanted first, without those that are refused. */
function tagsOf(header: string): string[] {
  return header
    .slice(0, MOST_READ)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((text) => text.trim())
      const weight = parameters.find((text) => text.startsWith('q='))
      return { tag, weight: weight === undefined ? 1 : Number(weight.slice(2)) || 0 }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}

/** Browsers list a handful of languages. What is longer is no wish. */
const MOST_READ = 500

function cookieOf(header: string, name: string): string | null {
  const pair = header
    .split(';')
    .map((text) => text.trim())
    .find((text) => text.startsWith(`${name}=`))
  return pair?.slice(name.length + 1) ?? null
}
