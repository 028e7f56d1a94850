import type { z } from 'zod'
import type { CatalogueContext } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import { firstMade, type SentForm } from '../db/sent-form.ts'
import type { EvidenceId } from '../kernel/ids.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Actor } from '../roles/sight.ts'
import * as events from './events.ts'
import type { MANY } from './forms.ts'
import * as links from './link-store.ts'
import type { Content, Piece, Said, Target } from './piece.ts'
import { targetsIn } from './read-actions.ts'
import { changedFirst, isWithdrawn, noTarget, nothingChanges } from './refusals.ts'
import { mayWithEvidence, sightOf } from './sight.ts'
import * as store from './store.ts'
import { sumUpOf } from './sum-store.ts'

/** A piece that somebody wishes to add: what they say of it, its content, what it is linked to at once. */
type NewPiece = Said & { content: Content; note: string }

/**
 * Adds pieces, once however often their form is sent, each linked to every target. The first id is what the form began. Refuses a target
 * that is not there or not theirs. Nothing where the actor may not add any.
 */
export async function addEvidence(
  context: CatalogueContext,
  actor: Actor,
  wishes: readonly NewPiece[],
  targets: readonly Target[],
  sent?: SentForm,
): Promise<Outcome<EvidenceId[]> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'evidence.write')
  if (forbidden) return forbidden
  if (!mayWithEvidence(actor, 'evidence.write')) return undefined
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const named = await targetsIn(context, tx, actor, targets)
    if (!named) return noTarget()
    const ids = wishes.map(() => context.newId<EvidenceId>())
    const [made] = ids
    const first = made && (await firstMade(tx, actor.tenant, sent, made))
    if (first !== made) return accept(first ? [first] : [])
    const [by, at] = [actor.person, context.now()]
    const titles = named.map(({ title }) => title)
    for (const [index, { note, ...said }] of wishes.entries()) {
      const id = ids[index] as EvidenceId
      const stamp = { createdBy: by, createdAt: at, changedBy: by, changedAt: at }
      const piece: Piece = { ...said, id, version: 1, withdrawn: null, ...stamp, revision: 1 }
      await store.insertPiece(tx, actor.tenant, piece, note)
      await logEvent(context, tx, actor, events.added(piece, titles, note))
    }
    await links.insertLinks(tx, actor.tenant, ids, targets, { by, at })
    return accept(ids)
  })
}

/** Writes what people say of a piece. Refuses where somebody changed it since it was seen. */
export async function changeEvidence(
  context: CatalogueContext,
  actor: Actor,
  id: EvidenceId,
  { revision, ...said }: Said & { revision: number },
): Promise<Outcome<Piece> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'evidence.write')
  if (forbidden) return forbidden
  return onPiece(context, actor, id, async (tx, before) => {
    const after = next(context, actor, before, said)
    if (saysTheSame(before, after)) return accept(before)
    if (before.revision !== revision) return { ok: false, refusals: [changedFirst(before.title)] }
    await store.updatePiece(tx, actor.tenant, after)
    await sumUpOf(tx, actor.tenant, [id])
    await logEvent(context, tx, actor, events.changed(before, after))
    return accept(after)
  })
}

/** Gives many pieces one kind, confidentiality, custodian or last day, all or none. */
export async function changeMany(
  context: CatalogueContext,
  actor: Actor,
  { evidence: ids, kind, confidentiality, custodian, validUntil }: z.output<typeof MANY>,
): Promise<Outcome<{ changed: number }> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'evidence.write')
  if (forbidden) return forbidden
  if (!mayWithEvidence(actor, 'evidence.write')) return undefined
  const change = {
    ...(kind === undefined ? {} : { kind }),
    ...(confidentiality === undefined ? {} : { confidentiality }),
    ...(custodian === '' ? {} : { custodian }),
    ...(validUntil === null ? {} : { validUntil }),
  }
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const pieces = await store.findPieces(tx, actor.tenant, sightOf(actor), ids, { locked: true })
    if (pieces.length < new Set(ids).size) return undefined
    const pairs = pieces
      .map((before) => ({ before, after: next(context, actor, before, change) }))
      .filter(({ before, after }) => !saysTheSame(before, after))
    const [first] = pairs
    if (!first) return nothingChanges()
    for (const { after } of pairs) await store.updatePiece(tx, actor.tenant, after)
    await sumUpOf(
      tx,
      actor.tenant,
      pairs.map(({ after }) => after.id),
    )
    await logEvent(context, tx, actor, events.changedMany(pairs, first.before))
    return accept({ changed: pairs.length })
  })
}

/** Adds a version, which whoever checked the one before has to look at anew. Refuses where somebody changed the piece since it was seen. */
export async function addVersion(
  context: CatalogueContext,
  actor: Actor,
  id: EvidenceId,
  { revision, content, note }: { revision: number; content: Content; note: string },
): Promise<Outcome<Piece> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'evidence.write')
  if (forbidden) return forbidden
  return onPiece(context, actor, id, async (tx, before) => {
    if (before.withdrawn) return isWithdrawn(before.title)
    if (before.revision !== revision) return { ok: false, refusals: [changedFirst(before.title)] }
    const after = next(context, actor, before, { content, version: before.version + 1 })
    const version = { number: after.version, content, note, by: actor.person, at: after.changedAt }
    await store.insertVersion(tx, actor.tenant, id, version)
    await store.updatePiece(tx, actor.tenant, after)
    await sumUpOf(tx, actor.tenant, [id])
    await logEvent(context, tx, actor, events.versioned(before, after, note))
    return accept(after)
  })
}

/** Withdraws a piece, which then counts nowhere and stays readable; or puts it back. */
export async function withdrawEvidence(
  context: CatalogueContext,
  actor: Actor,
  id: EvidenceId,
  { reason, revision, back }: { reason: string; revision: number; back: boolean },
): Promise<Outcome<Piece> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'evidence.withdraw')
  if (forbidden) return forbidden
  return onPiece(context, actor, id, async (tx, before) => {
    if ((before.withdrawn === null) === back) return accept(before)
    if (before.revision !== revision) return { ok: false, refusals: [changedFirst(before.title)] }
    const said = reason === '' ? WITHOUT_REASON : reason
    const withdrawn = back ? null : { reason: said, by: actor.person, at: context.now() }
    const after = next(context, actor, before, { withdrawn })
    await store.updatePiece(tx, actor.tenant, after)
    await sumUpOf(tx, actor.tenant, [id])
    await logEvent(context, tx, actor, back ? events.returned(before) : events.withdrawn(before, said))
    return accept(after)
  })
}

/** Links pieces that somebody sees to targets. What is linked already stays. The number of new links. */
export async function linkEvidence(
  context: CatalogueContext,
  actor: Actor,
  ids: readonly EvidenceId[],
  targets: readonly Target[],
): Promise<Outcome<{ linked: number }> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'evidence.write')
  if (forbidden) return forbidden
  if (!mayWithEvidence(actor, 'evidence.write')) return undefined
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const pieces = await store.findPieces(tx, actor.tenant, sightOf(actor), ids, { locked: true })
    const [first] = pieces
    if (!first || pieces.length < new Set(ids).size) return undefined
    const gone = pieces.find(({ withdrawn }) => withdrawn !== null)
    if (gone) return isWithdrawn(gone.title)
    const named = targets.length > 0 ? await targetsIn(context, tx, actor, targets) : undefined
    if (!named) return noTarget()
    const who = { by: actor.person, at: context.now() }
    const linked = await links.insertLinks(tx, actor.tenant, [...new Set(ids)], targets, who)
    if (linked === 0) return accept({ linked })
    const titles = named.map(({ title }) => title)
    await logEvent(context, tx, actor, events.linked(first, pieces, titles))
    return accept({ linked })
  })
}

/** Takes a piece away from a target. Nothing where it is not linked to it, or the actor may not link to it. */
export async function unlinkEvidence(
  context: CatalogueContext,
  actor: Actor,
  id: EvidenceId,
  target: Target,
): Promise<Outcome<Piece> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'evidence.write')
  if (forbidden) return forbidden
  return onPiece(context, actor, id, async (tx, piece) => {
    const [named] = (await targetsIn(context, tx, actor, [target])) ?? []
    if (!named || !(await links.removeLink(tx, actor.tenant, id, target))) return undefined
    await logEvent(context, tx, actor, events.unlinked(piece, named.title))
    return accept(piece)
  })
}

/**
 * Says that somebody looked at a version and found that it shows what it is linked to; without a version, takes that back. Refuses a
 * version that is not the newest any more.
 */
export async function checkEvidence(
  context: CatalogueContext,
  actor: Actor,
  id: EvidenceId,
  { target, version }: { target: Target; version: number | undefined },
): Promise<Outcome<Piece> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'evidence.check')
  if (forbidden) return forbidden
  return onPiece(context, actor, id, async (tx, piece) => {
    if (version !== undefined && version !== piece.version) return { ok: false, refusals: [changedFirst(piece.title)] }
    const checked = version === undefined ? null : { version, by: actor.person, at: context.now() }
    const [named] = (await targetsIn(context, tx, actor, [target])) ?? []
    if (!named || !(await links.checkLink(tx, actor.tenant, id, target, checked))) return undefined
    await logEvent(context, tx, actor, events.checked(piece, named.title, version))
    return accept(piece)
  })
}

/** Does something with a piece that the actor sees and may change, locked until it is done. */
function onPiece(
  context: CatalogueContext,
  actor: Actor,
  id: EvidenceId,
  work: (tx: Tx, piece: Piece) => Promise<Outcome<Piece> | undefined>,
): Promise<Outcome<Piece> | undefined> {
  return context.db.transact({ tenant: actor.tenant }, async (tx) => {
    const piece = await store.findPiece(tx, actor.tenant, sightOf(actor), id, { locked: true })
    return piece && work(tx, piece)
  })
}

function next(context: CatalogueContext, actor: Actor, before: Piece, change: Partial<Piece>): Piece {
  return { ...before, ...change, changedBy: actor.person, changedAt: context.now(), revision: before.revision + 1 }
}

function saysTheSame(one: Piece, other: Piece): boolean {
  const said = ({ changedBy: _by, changedAt: _at, revision: _revision, ...piece }: Piece) => JSON.stringify(piece)
  return said(one) === said(other)
}

/** What stands in the place of a reason that nobody gave. */
const WITHOUT_REASON = '(理由の記入なし)'
