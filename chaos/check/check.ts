import type { Crowd } from '../crowd'
import type { World } from '../world'
import { checkChanges } from './changes'
import { checkClosings } from './closings'
import { type Findings, Report } from './findings'
import { checkInboxes } from './inboxes'
import { checkLogs } from './logs'
import { checkNotebooks } from './notebooks'
import { checkScreens } from './screens'
import { readTruth } from './truth'

/** Compares acknowledgements and screens with the database. */
export async function check({ database, networks }: World, crowd: Crowd): Promise<Findings> {
  const report = new Report()
  const truth = await readTruth(database)
  report.add('unpublished', truth.unpublished)
  const leaks = networks.reduce((sum, network) => sum + network.leaks, 0)
  report.add('leaked', leaks, () => `the networks of visitors carried ${leaks}`)

  checkLogs(report, truth)
  checkNotebooks(report, truth, crowd)
  checkChanges(report, truth, crowd)
  checkClosings(report, truth, crowd)
  checkScreens(report, truth, crowd)
  checkInboxes(report, truth, crowd)
  return report.findings()
}
