import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Fixtures, Resolver } from './resolver'

/** A hostile input and its expected outcome, as in the file: nodes are not resolved yet. */
export type Case = {
  id: string
  group: string
  name: string
  /** The sender: an actor's name, or a node. */
  as: unknown
  /** The route or other target. */
  applies_to: Record<string, string>
  input: Record<string, unknown>
  expect: Record<string, unknown>
  /** Where this happened in the wild. */
  ref?: string
  note?: string
}

/** A case with its nodes resolved. */
export type ResolvedCase = Omit<Case, 'input'> & {
  /** Resolves the input anew, with fresh ids where each copy needs its own. Call it once per copy sent. */
  make: () => Record<string, unknown>
}

const file = path.join(import.meta.dirname, 'catalogue.json')

/** All cases of the catalogue, in order. */
export function allCases(): Case[] {
  return JSON.parse(readFileSync(file, 'utf8')).cases
}

export function casesOf(...groups: string[]): Case[] {
  return allCases().filter(({ group }) => groups.includes(group))
}

/**
 * Resolves a case's nodes.
 *
 * @throws Error for a value that the fixtures lack
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

/** The inputs of a case with several variants, or its only one. */
export function variantsOf(input: Record<string, unknown>): Record<string, unknown>[] {
  const { variants, ...common } = input
  if (!Array.isArray(variants)) return [input]
  return variants.map((variant: Record<string, unknown>) => ({ ...common, ...variant }))
}
