import { createRoot } from 'react-dom/client'
import '@porchlight/react/styles.css'
import { Shop } from './shop'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no #root')
createRoot(root).render(<Shop />)
