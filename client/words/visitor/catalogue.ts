import type { Language, Translation } from '../catalogue'
import type { en } from './en'

/** The type of the visitors' English catalogue. */
export type VisitorSource = typeof en

/** A translation of it. */
export type VisitorCatalogue<L extends Language> = Translation<VisitorSource, L>
