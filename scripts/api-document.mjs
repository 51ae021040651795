// `npm run api-document`: generates the API's documents from the schemas in contract/. A test checks that they are current.
import './steps/check-node.mjs'
import { writeFileSync } from 'node:fs'
import { register } from 'tsx/esm/api'

register()
const { apiDocuments } = await import('./api-document/documents.ts')
for (const [file, text] of Object.entries(apiDocuments())) writeFileSync(file, text)
