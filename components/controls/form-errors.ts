import { createContext } from 'react'

/** Error messages by field name. */
export type FieldErrors = Readonly<Record<string, string>>

/** The errors of the surrounding form, for its fields. */
export const FormErrorsContext = createContext<FieldErrors>({})
