// `npm run seed`: fills an empty database with sample conversations.
import { runCommand } from './steps/command.mjs'

await runCommand('prisma/seed.ts')
