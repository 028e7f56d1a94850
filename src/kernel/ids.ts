declare const brand: unique symbol
type Id<Name extends string> = string & { readonly [brand]: Name }

/** The organisation whose data it is. Every store function takes one. */
export type TenantId = Id<'tenant'>
export type PersonId = Id<'person'>
export type AssessmentId = Id<'assessment'>
export type AdviceId = Id<'advice'>
/** A 課題: what an assessment showed to be missing, as a piece that people work on. */
export type IssueId = Id<'issue'>
/** A 対応: a piece of work in a plan. */
export type TaskId = Id<'task'>
export type PlanVersionId = Id<'plan-version'>
export type DirectionId = Id<'direction'>
/** A piece of 証跡: what shows that something is done. */
export type EvidenceId = Id<'evidence'>
/** A 社内ルール: a rule, policy or form of the organisation. */
export type DocumentId = Id<'document'>
export type DocumentVersionId = Id<'document-version'>
/** Somebody to whom a 社内ルール is announced: a link of their own, no account. */
export type ReaderId = Id<'document-reader'>
/** A calendar of duties that programs subscribe to. */
export type FeedId = Id<'calendar-feed'>
/** A できごと: what happens to people, partners and devices, with its checklist. */
export type EventId = Id<'event'>
/** A 運用記録: what was done of a duty, as a fact. */
export type RecordId = Id<'operation-record'>
/** Somebody asked to do one check by a link of their own. */
export type RecordRequestId = Id<'record-request'>
export type IncidentId = Id<'incident'>
/** What was found or done in an incident, as a fact. */
export type IncidentEntryId = Id<'incident-entry'>
/** A row of a 台帳. */
export type RowId = Id<'register-row'>
export type RegisterImportId = Id<'register-import'>
/** A 棚卸: a walk through a register. */
export type StocktakeId = Id<'stocktake'>
/** A file of what tools found on devices. */
export type FactFileId = Id<'fact-file'>
export type ImportId = Id<'import'>
export type ExportId = Id<'export'>
/** A 適用宣言書 as it was taken in for an assessment. */
export type StatementId = Id<'statement'>
/** A file by its content, in an organisation. */
export type FileId = Id<'file'>
export type UploadId = Id<'upload'>
export type DecisionId = Id<'level-decision'>
/** The key of a natural person to this installation, whatever organisations they belong to. */
export type AccountId = Id<'account'>
export type SessionId = Id<'session'>
export type InvitationId = Id<'invitation'>
export type EngagementId = Id<'engagement'>
export type MailId = Id<'mail'>

/** Where the log keeps what belongs to no organisation: accounts, and what the server's keeper does. */
export const INSTALLATION = '00000000-0000-0000-0000-000000000000' as TenantId

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Parses an identifier from outside once; nothing when it is no UUID in lower case. */
export function parseId<T extends Id<string>>(text: string | undefined): T | undefined {
  return text !== undefined && UUID.test(text) ? (text as T) : undefined
}
