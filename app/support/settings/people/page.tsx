import type { Metadata } from 'next'
import { type Query, requireAgent } from '../../agent/require-agent'
import { AdminsOnly } from '../admins-only'

export const metadata: Metadata = { title: 'People · Porchlight' }

/** Who works here, and who is invited. */
export default async function PeoplePage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await requireAgent('/support/settings/people', await searchParams)
  if (viewer.role !== 'admin') return <AdminsOnly title="People" />
  return <h1>People</h1>
}
