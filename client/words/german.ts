import { de as actions } from './actions/de'
import type { AgentCatalogues } from './agent-words'
import { de as alerts } from './alerts/de'
import { de as brokenPage } from './broken-page/de'
import { de as desk } from './desk/de'
import { de as inbox } from './inbox/de'
import { de as ownWords } from './own-words/de'
import { de as parts } from './parts/de'
import { de as problems } from './problems/de'
import { de as account } from './settings/account-de'
import { de as team } from './settings/de'
import { de as sites } from './settings/sites-de'
import { de as visitor } from './visitor/de'

/** The agents' catalogues in German. */
export const german = {
  account,
  actions,
  alerts,
  brokenPage,
  desk,
  inbox,
  ownWords,
  parts,
  problems,
  sites,
  team,
  visitor,
} satisfies AgentCatalogues
