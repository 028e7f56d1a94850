import { createHash } from 'node:crypto'
import type { Tx } from '../db/db.ts'
import type { RegisterImportId, RowId } from '../kernel/ids.ts'
import { accept, type Outcome, refuse, type Words } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Actor } from '../roles/sight.ts'
import { tooLarge } from '../sheets/file-kind.ts'
import { MAX_FILE_BYTES } from '../sheets/limits.ts'
import { cleanText } from '../sheets/text.ts'
import { withCells } from './cells.ts'
import { LONGEST_NAME } from './column-actions.ts'
import * as events from './events.ts'
import { foldHeader, knownHeaders, type MatchedHeader, matchHeaders, sourceOf } from './headers.ts'
import * as drafts from './import-store.ts'
import { mergeRows, type Plan, readRows } from './merge-rows.ts'
import { findRegister, type Opened, openIn, type RegistersContext } from './read-actions.ts'
import { fullRegister, MOST_ROWS } from './refusals.ts'
import { columnsOf, MOST_OWN, type OwnColumn, type Register } from './register.ts'
import * as registers from './register-store.ts'
import { newRow, nextRow, type Write } from './row.ts'
import { onRegister, whoOf, write } from './row-actions.ts'
import * as rows from './row-store.ts'
import { readTableFile, type TableFile, type TableInput } from './table-file.ts'

/** A file as it is understood so far, and what it would do. While a header is open there is no plan. */
export type Preview = Opened & {
  draft: drafts.Draft
  file: Omit<TableFile, 'rows'> & { rows: number }
  headers: MatchedHeader[]
  plan: Plan | undefined
}

/** Takes a file to be looked at; no row is touched. Refuses what is no table. */
export async function uploadRows(
  context: RegistersContext,
  actor: Actor,
  id: string,
  file: { name: string; bytes: Uint8Array },
): Promise<Outcome<RegisterImportId> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'register.write')
  if (forbidden) return forbidden
  const register = findRegister(context, id)
  if (!register) return undefined
  if (file.bytes.length > MAX_FILE_BYTES) return tooLarge(file.bytes.length)
  const read = await readBytes(context, actor, { bytes: file.bytes, sheet: undefined, known: [] })
  if (!read.ok) return read
  const draft: drafts.Draft = {
    id: context.newId<RegisterImportId>(),
    register: register.id,
    fileName: cleanText(file.name)
      .replaceAll(/\p{Cc}/gu, '')
      .slice(0, 200),
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    bytes: file.bytes,
    choices: {},
    uploadedBy: actor.person,
    uploadedAt: context.now(),
  }
  await context.db.transact({ tenant: actor.tenant }, (tx) => drafts.replaceDraft(tx, actor.tenant, draft))
  return accept(draft.id)
}

/** What the file that waits for a register would do; nothing where none waits. */
export async function readPreview(context: RegistersContext, actor: Actor, register: Register): Promise<Preview | undefined> {
  const { tenant } = actor
  const draft = await context.db.read({ tenant }, (tx) => drafts.findDraft(tx, tenant, register.id))
  const table = draft && (await tableOf(context, actor, register, draft))
  if (!draft || !table?.ok) return undefined
  return context.db.read({ tenant }, async (tx) => {
    const opened = await openIn(tx, tenant, register)
    const { plan, headers } = await planIn(tx, actor, opened, draft, table.value)
    const { rows: read, ...file } = table.value
    return { ...opened, draft, file: { ...file, rows: read.length }, headers, plan }
  })
}

/** Keeps what a person said of a file: its sheet, and what its headers stand for. */
export async function chooseColumns(
  context: RegistersContext,
  actor: Actor,
  id: string,
  choices: drafts.ImportChoices,
): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'register.write')
  if (forbidden) return forbidden
  const register = findRegister(context, id)
  if (!register) return undefined
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const draft = await drafts.findDraft(tx, actor.tenant, register.id)
    if (!draft) return undefined
    const other = choices.sheet !== undefined && choices.sheet !== draft.choices.sheet
    const columns = other ? {} : { ...draft.choices.columns, ...choices.columns }
    await drafts.updateChoices(tx, actor.tenant, { id: draft.id, choices: { ...draft.choices, ...choices, columns } })
    return accept(true)
  })
}

/** Which side counts where both changed a cell: for all, and for single ones by `<row> <column>`. */
type Picks = { all: 'ours' | 'theirs' | undefined; each: Readonly<Record<string, string>> }

/**
 * Takes a file into its register, all or nothing: new rows, cells that only the file changed, and of the others what was picked. Rows that
 * it no longer has are marked. What the headers stand for is remembered. Refuses while something is open, and another file than was seen.
 */
export async function takeRows(
  context: RegistersContext,
  actor: Actor,
  id: string,
  { draft: seen, picks }: { draft: RegisterImportId | undefined; picks: Picks },
): Promise<Outcome<{ added: number; changed: number; vanished: number }> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'register.write')
  if (forbidden) return forbidden
  const register = findRegister(context, id)
  if (!register) return undefined
  const { tenant } = actor
  const waiting = await context.db.read({ tenant }, (tx) => drafts.findDraft(tx, tenant, register.id))
  if (!waiting) return undefined
  if (waiting.id !== seen) return refuse('register.import-other', OTHER)
  const table = await tableOf(context, actor, register, waiting)
  if (!table.ok) return table
  return onRegister(context, actor, id, async (tx, found) => {
    const draft = await drafts.findDraft(tx, tenant, register.id)
    if (draft?.id !== seen) return refuse('register.import-other', OTHER)
    const known = headersOf(found, draft, table.value)
    const opened = await withNewColumns(tx, actor, found, known)
    if (!opened) return refuse('register.columns-full', FULL)
    const decided = opened.headers.filter(({ target }) => target.to !== 'mark')
    const said = Object.fromEntries(
      decided.map(({ place, target }) => [String(place), target.to === 'column' ? target.col : target.to]),
    )
    const choices = { ...draft.choices, columns: { ...draft.choices.columns, ...said } }
    const { plan } = await planIn(tx, actor, opened, { ...draft, choices }, table.value)
    if (!plan) return refuse('register.import-open', OPEN)
    const who = whoOf(context, actor)
    const source = sourceOf(table.value)
    const writes: Write[] = []
    for (const { row, change, theirs, conflicts } of plan.merged) {
      const picked: Record<string, string> = {}
      for (const { col, theirs: value } of conflicts) {
        const side = picks.each[`${row.id} ${col}`] || picks.all
        if (side !== 'ours' && side !== 'theirs') return refuse('register.import-open', OPEN_CELL)
        if (side === 'theirs') picked[col] = value
      }
      const cells = withCells(row.cells, { ...change, ...picked })
      const after = nextRow(row, { cells, imported: { ...row.imported, ...theirs }, source, vanishedAt: null }, opened.every, who)
      writes.push({ before: row, after, cause: 'import' })
    }
    for (const { cells } of plan.added) {
      const own = withCells({}, cells)
      const row = newRow({ id: context.newId<RowId>(), register: register.id, cells: own }, opened.every, who)
      writes.push({ before: undefined, after: { ...row, imported: own, source }, cause: 'import' })
    }
    for (const row of plan.vanished) {
      writes.push({ before: row, after: nextRow(row, { vanishedAt: who.at }, opened.every, who), cause: 'import' })
    }
    if (opened.kept.here + opened.kept.gone + plan.added.length > MOST_ROWS) return fullRegister()
    await write(tx, actor, opened, writes)
    await registers.updateKept(tx, tenant, { ...opened.kept, headers: { ...opened.kept.headers, ...remembered(opened.headers) } })
    await drafts.deleteDraft(tx, tenant, register.id)
    const changed = writes.filter(
      ({ before, after }) => before && JSON.stringify(before.cells) !== JSON.stringify(after.cells),
    ).length
    const counts = { added: plan.added.length, changed, vanished: plan.vanished.length }
    await logEvent(context, tx, actor, events.imported(tenant, register.id, { file: draft.fileName, ...counts }))
    return accept(counts)
  })
}

/** Puts the file away that waits for a register. The rows stay as they are. */
export async function dropRows(context: RegistersContext, actor: Actor, id: string): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'register.write')
  if (forbidden) return forbidden
  const register = findRegister(context, id)
  if (!register) return undefined
  await context.db.transact({ tenant: actor.tenant }, (tx) => drafts.deleteDraft(tx, actor.tenant, register.id))
  return accept(true)
}

function headersOf({ register, columns, kept }: Opened, { choices }: drafts.Draft, table: TableFile): MatchedHeader[] {
  return matchHeaders(table, register, columns, { said: choices.columns ?? {}, remembered: kept.headers })
}

/** What a file would do to the rows that there are now. A header that is to be a new column counts as one already. */
async function planIn(tx: Tx, { tenant }: Actor, opened: Opened, draft: drafts.Draft, table: TableFile) {
  const headers = headersOf(opened, draft, table)
  if (headers.some(({ target }) => target.to === 'open')) return { headers, plan: undefined }
  const file = readRows(table, headers, opened.columns)
  const all = await rows.listAll(tx, tenant, opened.register.id)
  const sent = await rows.listCellsAt(
    tx,
    tenant,
    file.flatMap(({ mark }) => (mark ? [mark] : [])),
  )
  return { headers, plan: mergeRows(file, { rows: all, source: sourceOf(table), sent }, opened.register) }
}

/** Makes the columns that headers are to become. Nothing where there is no room for them. */
async function withNewColumns(tx: Tx, { tenant }: Actor, opened: Opened, headers: readonly MatchedHeader[]) {
  const { register, kept } = opened
  const names = new Map(kept.own.map(({ name, id }) => [name, id]))
  const own: OwnColumn[] = [...kept.own]
  const settled = headers.map((one) => {
    if (one.target.to !== 'new') return one
    const name = [...one.header.replaceAll(/\s+/gu, ' ').trim()].slice(0, LONGEST_NAME).join('') || `列${one.place + 1}`
    const id = names.get(name) ?? `own-${own.length + 1}`
    if (!names.has(name)) own.push({ id, name, away: false })
    names.set(name, id)
    return { ...one, target: { to: 'column' as const, col: id } }
  })
  if (own.length > MOST_OWN) return undefined
  if (own.length > kept.own.length) {
    await registers.updateKept(tx, tenant, { ...kept, own })
    for (const { id } of own.slice(kept.own.length)) await rows.insertBlankKeys(tx, tenant, register.id, id)
  }
  const shown = columnsOf(register, own)
  const every = columnsOf(
    register,
    own.map((column) => ({ ...column, away: false })),
  )
  return { register, kept: { ...kept, own }, columns: shown, every, headers: settled }
}

/** What a person said of headers, to be known the next time. */
function remembered(headers: readonly MatchedHeader[]): Record<string, string> {
  const said = headers.filter(({ because, header }) => because === 'person' && foldHeader(header) !== '')
  return Object.fromEntries(said.map(({ header, target }) => [foldHeader(header), target.to === 'column' ? target.col : '']))
}

function tableOf(context: RegistersContext, actor: Actor, register: Register, draft: drafts.Draft): Promise<Outcome<TableFile>> {
  const known = knownHeaders(register, columnsOf(register, []))
  return readBytes(context, actor, { bytes: draft.bytes, sheet: draft.choices.sheet, known })
}

async function readBytes(context: RegistersContext, { tenant }: Actor, input: TableInput): Promise<Outcome<TableFile>> {
  return context.workers
    ? context.workers.run<TableFile>({ name: 'registers.table', input, owner: tenant })
    : readTableFile(input)
}

const OTHER: Words = {
  ja: 'この台帳に取り込むファイルが、別のファイルに変わりました。内容をもう一度確かめてください。何も取り込んでいません。',
  en: 'The file that waits for this register is another one now. Look at it once more. Nothing was imported.',
}
const OPEN: Words = {
  ja: '何の列か決まっていない列があります。すべて選んでから、取り込んでください。何も取り込んでいません。',
  en: 'Some columns are not decided yet. Choose for each of them. Nothing was imported.',
}
const OPEN_CELL: Words = {
  ja: '台帳でもファイルでも変わった項目があります。どちらを残すかを選んでから、取り込んでください。何も取り込んでいません。',
  en: 'Some cells changed on both sides. Choose which side counts. Nothing was imported.',
}
const FULL: Words = {
  ja: `自社の列は${MOST_OWN}個までです。「取り込まない」を増やしてください。何も取り込んでいません。`,
  en: `There is room for ${MOST_OWN} columns of your own. Leave more of them out. Nothing was imported.`,
}
