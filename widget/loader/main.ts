import { readTag } from './site'
import { start } from './start'

const tag = readTag()
if (tag !== null) start(tag)
