import type { ServerResponse } from 'node:http'
import type { JsonAnswer } from '@/server/http/answer'

/** For refusals that do not say how long they last. */
const RETRY_SECONDS = 5

/**
 * Answers a page that is refused at this moment, as `refusal` says it for the API, with words that a person can read. The
 * browser asks again by itself. Plain, so that it costs nothing to make.
 */
export function writePageRefusal(refusal: JsonAnswer, outgoing: ServerResponse): void {
  const seconds = Number(refusal.headers['Retry-After'] ?? RETRY_SECONDS)
  outgoing.writeHead(refusal.status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'private, no-store',
    'Retry-After': String(seconds),
  })
  outgoing.end(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="${seconds}">
<title>One moment · Porchlight</title>
<h1>One moment</h1>
<p>This page cannot be shown right now. It tries again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.</p>
`)
}
