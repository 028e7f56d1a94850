declare const brand: unique symbol
type Id<Name extends string> = string & { readonly [brand]: Name }

/** The organisation whose data it is. Every store function takes one. */
export type TenantId = Id<'tenant'>
export type PersonId = Id<'person'>
export type AssessmentId = Id<'assessment'>
export type ImportId = Id<'import'>
export type ExportId = Id<'export'>
export type DecisionId = Id<'level-decision'>

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Parses an identifier from outside once; nothing when it is no UUID in lower case. */
export function parseId<T extends Id<string>>(text: string | undefined): T | undefined {
  return text !== undefined && UUID.test(text) ? (text as T) : undefined
}
