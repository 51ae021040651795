import type { IncomingMessage, ServerResponse } from 'node:http'
import { chooseLanguage } from '@/client/words/choose-language'
import { refusedPageWords } from '@/client/words/refused-page'
import type { JsonAnswer } from '@/server/http/answer'
import { languagesOf } from '../request-language'

/** For refusals without a Retry-After. */
const RETRY_SECONDS = 5

/**
 * Renders an API refusal, such as a rate limit, as a page in the language of the person who reads it: any of the chat's, because
 * visitors of the demo shop get it too. The browser retries by itself. Static, so that it costs almost nothing.
 */
export function writePageRefusal(
  refusal: JsonAnswer,
  { headers }: Pick<IncomingMessage, 'headers'>,
  outgoing: ServerResponse,
): void {
  const { chosen, accepted } = languagesOf(headers)
  const { language } = chooseLanguage({ asked: chosen, page: null, reader: accepted, site: null })
  const { direction, t } = refusedPageWords(language)
  const seconds = Number(refusal.headers['Retry-After'] ?? RETRY_SECONDS)
  outgoing.writeHead(refusal.status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'private, no-store',
    'Retry-After': String(seconds),
  })
  outgoing.end(`<!doctype html>
<html lang="${language}" dir="${direction}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="${seconds}">
<title>${t('title')} · Porchlight</title>
<h1>${t('title')}</h1>
<p>${t('triesAgain', { count: seconds })}</p>
`)
}
