import { apiPage } from './markdown'
import { openApi } from './openapi'

/** The API's documents by path. */
export function apiDocuments(): Record<string, string> {
  return { 'docs/API.md': apiPage(), 'docs/openapi.json': `${JSON.stringify(openApi(), null, 2)}\n` }
}
