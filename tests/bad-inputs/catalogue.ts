import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Fixtures, Resolver } from './resolver'

/** One hostile input and what has to come of it, as the file has it: nodes are not resolved yet. */
export type Case = {
  id: string
  group: string
  name: string
  /** Who sends it: a name of the cast, or a node. */
  as: unknown
  /** The route, or whatever else it is aimed at. */
  applies_to: Record<string, string>
  input: Record<string, unknown>
  expect: Record<string, unknown>
  /** Where such a thing has happened. */
  ref?: string
  note?: string
}

/** A case with values in place of its nodes. */
export type ResolvedCase = Omit<Case, 'input'> & {
  /** The input anew, with fresh ids wherever a copy needs its own. Call it once for each copy that is sent. */
  make: () => Record<string, unknown>
}

const file = path.join(import.meta.dirname, 'catalogue.json')

/** Every case of the catalogue, in its order. */
export function allCases(): Case[] {
  return JSON.parse(readFileSync(file, 'utf8')).cases
}

export function casesOf(...groups: string[]): Case[] {
  return allCases().filter(({ group }) => groups.includes(group))
}

/**
 * Puts values in place of a case's nodes.
 *
 * @throws Error for a value that the fixtures do not have
 */
export function resolveCase(one: Case, fixtures: Fixtures): ResolvedCase {
  const resolver = new Resolver(fixtures)
  const { input, ...rest } = one
  return {
    ...rest,
    as: resolver.resolve(one.as),
    make: () => resolver.resolve(input) as Record<string, unknown>,
  }
}

/** The inputs of a case that has several variants of one; itself when it has none. */
export function variantsOf(input: Record<string, unknown>): Record<string, unknown>[] {
  const { variants, ...common } = input
  if (!Array.isArray(variants)) return [input]
  return variants.map((variant: Record<string, unknown>) => ({ ...common, ...variant }))
}
