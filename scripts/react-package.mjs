// `npm run build:react`: builds the package @porchlight/react in packages/react/dist.
import './steps/check-node.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { buildReactPackage } from './steps/react-package.mjs'
import { main } from './steps/step.mjs'

await main('The React package', async () => {
  await ensureInstalled()
  await buildReactPackage()
})
