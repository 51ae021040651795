import type { Language, Translation } from '../catalogue'
import type { en } from './en'

/** The English catalogue of what visitors read, as a type. */
export type VisitorSource = typeof en

/** A translation of it. */
export type VisitorCatalogue<L extends Language> = Translation<VisitorSource, L>
