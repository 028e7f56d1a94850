import { type AssessmentHead, assessmentIn, gapsIn, headsFor } from '../assessment/actions.ts'
import type { CatalogueContext } from '../catalogue/index.ts'
import type { Tx } from '../db/db.ts'
import { addDays, addMonths } from '../kernel/calendar.ts'
import { type AssessmentId, type EvidenceId, parseId } from '../kernel/ids.ts'
import { type Day, dayInJapan } from '../kernel/instant.ts'
import { namesIn } from '../organisation/actions.ts'
import { type Actor, mayKnow, seesAssignedOnly } from '../roles/sight.ts'
import type { Filter } from './filter.ts'
import * as links from './link-store.ts'
import type { Link, Target } from './piece.ts'
import { seesEvidence, sightOf } from './sight.ts'
import { stateOf } from './state.ts'
import * as store from './store.ts'
import { listSums } from './sum-store.ts'

/** How many pieces a page of the library shows. */
const PER_PAGE = 50

/** A page of the library as somebody sees it, and where the next one begins. */
export async function readLibrary(context: CatalogueContext, actor: Actor, filter: Filter) {
  const today = dayInJapan(context.now())
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const wanted = { sight: sightOf(actor), filter, today, limit: PER_PAGE + 1 }
    const found = await store.listPieces(tx, actor.tenant, wanted)
    const pieces = found.slice(0, PER_PAGE)
    return { pieces, next: found.length > PER_PAGE ? endOf(filter, pieces.at(-1)) : undefined }
  })
}

/** Where a page ends, by what its filter sorts by. */
function endOf({ sort }: Filter, last: store.ListedPiece | undefined): Filter['after'] {
  if (!last) return undefined
  const value = sort === 'title' ? last.title : sort === 'end' ? (last.validUntil ?? '9999-12-31') : ''
  return { id: last.id, value }
}

/** For routes: the piece that an address names, with all that its page shows. */
export function loadPiece(context: CatalogueContext) {
  return ({ evidence }: { evidence: string }, actor: Actor) => {
    const id = parseId<EvidenceId>(evidence)
    return id && readPiece(context, actor, id)
  }
}

/** A piece with its versions, what it is linked to as far as the actor may know of that, and everybody's names. Nothing where they do not see it. */
async function readPiece(context: CatalogueContext, actor: Actor, id: EvidenceId) {
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const sight = sightOf(actor)
    const piece = await store.findPiece(tx, actor.tenant, sight, id)
    if (!piece) return undefined
    const own = (await links.listLinks(tx, actor.tenant, sight, id)).filter((link) => mayKnow(actor, link.assessment))
    return {
      piece,
      versions: await store.listVersions(tx, actor.tenant, id),
      used: await titledIn(tx, actor, own),
      people: await namesIn(tx, actor.tenant),
      assessments: (await headsFor(tx, actor)).heads,
    }
  })
}

/** Links with what their targets are called. */
export type Used = Link & { assessmentTitle: string; title: string }

async function titledIn(tx: Tx, actor: Actor, own: readonly Link[]): Promise<Used[]> {
  const titles = await links.titlesOf(tx, actor.tenant, own)
  return own.map((link) => ({
    ...link,
    ...(titles.get(`${link.assessment} ${link.target}`) ?? { assessmentTitle: '', title: '' }),
  }))
}

/** What is attached to a target, for its own page: in a transaction of its own. Nothing for whoever sees no evidence. */
export async function readAttached(context: CatalogueContext, actor: Actor, target: Target) {
  if (!seesEvidence(actor) || !mayKnow(actor, target.assessment)) return undefined
  return context.db.read({ tenant: actor.tenant }, (tx) => links.listAt(tx, actor.tenant, sightOf(actor), target))
}

/** The same with the newest pieces that could be attached: for choosing among what is there. */
export async function readChoices(context: CatalogueContext, actor: Actor, target: Target, filter: Filter) {
  const today = dayInJapan(context.now())
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const named = await targetsIn(context, tx, actor, [target])
    if (!named) return undefined
    const sight = sightOf(actor)
    const attached = new Set((await links.listAt(tx, actor.tenant, sight, target)).map(({ piece }) => piece.id))
    const pieces = await store.listPieces(tx, actor.tenant, { sight, filter, today, limit: PER_PAGE })
    return { named: named[0] as NamedTarget, pieces: pieces.filter(({ id }) => !attached.has(id)) }
  })
}

export type NamedTarget = Target & { title: string; head: AssessmentHead }

/** Targets with what they are called, where the actor may link to every one of them: criteria of the edition, tasks of the assessment. */
export async function targetsIn(
  context: CatalogueContext,
  tx: Tx,
  actor: Actor,
  targets: readonly Target[],
): Promise<NamedTarget[] | undefined> {
  const named: NamedTarget[] = []
  for (const id of new Set(targets.map(({ assessment }) => assessment))) {
    const own = targets.filter(({ assessment }) => assessment === id)
    const found = await gapsIn(context, tx, actor, id)
    if (!found) return undefined
    const seen = seesAssignedOnly(actor) ? ((await assessmentIn(tx, actor, id))?.answers ?? new Map()) : undefined
    const tasks = await links.tasksNamed(tx, actor.tenant, id, own, seen ? actor.person : undefined)
    for (const target of own) {
      const known = found.edition.criteria.some((criterion) => criterion.id === target.target)
      const title = target.kind === 'task' ? tasks.get(target.target) : target.target
      const reaches = target.kind === 'task' || (known && (seen === undefined || seen.has(target.target)))
      if (title === undefined || !reaches) return undefined
      named.push({ ...target, title, head: found.head })
    }
  }
  return named
}

/** The days that the matrix draws: a year back, and a season ahead. */
function windowAround(today: Day): { from: Day; to: Day } {
  return { from: `${addMonths(today, -12).slice(0, 7)}-01`, to: addDays(`${addMonths(today, 4).slice(0, 7)}-01`, -1) }
}

/** For routes: the matrix of the assessment that an address names. */
export function loadMatrix(context: CatalogueContext) {
  return ({ id }: { id: string }, actor: Actor) => {
    const assessment = parseId<AssessmentId>(id)
    return assessment && readMatrix(context, actor, assessment)
  }
}

/**
 * What evidence there is for every criterion, as far as somebody sees it: its state, how much, the newest piece, the days covered. Four
 * statements, whatever the number of pieces. Nothing for whoever sees no evidence.
 */
export async function readMatrix(context: CatalogueContext, actor: Actor, id: AssessmentId) {
  if (!seesEvidence(actor)) return undefined
  const today = dayInJapan(context.now())
  const window = windowAround(today)
  return context.db.read({ tenant: actor.tenant }, async (tx) => {
    const found = await assessmentIn(tx, actor, id)
    if (!found) return undefined
    const edition = context.edition(found.head.edition)
    const own = seesAssignedOnly(actor)
    const criteria = edition.criteria.filter((one) => (own ? found.answers.has(one.id) : one.level <= found.head.target))
    const sight = sightOf(actor)
    const sums = new Map((await listSums(tx, actor.tenant, sight, id, window)).map((one) => [one.criterion, one]))
    return {
      head: found.head,
      edition,
      today,
      window,
      rows: criteria.map((criterion) => {
        const { pieces, until, checkedUntil, periods, newest } = sums.get(criterion.id) ?? NOTHING
        const status = found.answers.get(criterion.id)?.status ?? null
        const state = stateOf({ pieces, until, checkedUntil }, today)
        return { criterion, status, state, pieces, until: checkedUntil ?? until, periods, newest }
      }),
    }
  })
}

export type Matrix = NonNullable<Awaited<ReturnType<typeof readMatrix>>>

const NOTHING = { pieces: 0, until: null, checkedUntil: null, periods: [], newest: undefined }

/** Targets with what they are called, for a form that adds evidence to them; nothing where one of them is not there, or not theirs. */
export function readTargets(context: CatalogueContext, actor: Actor, targets: readonly Target[]) {
  return context.db.read({ tenant: actor.tenant }, (tx) => targetsIn(context, tx, actor, targets))
}

/** Those of some pieces that somebody sees, in the transaction of an act of a feature above. */
export function piecesIn(tx: Tx, actor: Actor, ids: readonly EvidenceId[]) {
  return store.findPieces(tx, actor.tenant, sightOf(actor), ids)
}

/** What proves the answers of an assessment, as far as somebody sees it, for features above. */
export function proofIn(tx: Tx, actor: Actor, assessment: AssessmentId) {
  return links.listProof(tx, actor.tenant, sightOf(actor), assessment)
}

/** How many pieces each criterion of an assessment has, of what somebody sees. One statement. */
export async function readCounts(context: CatalogueContext, actor: Actor, assessment: AssessmentId): Promise<[string, number][]> {
  if (!seesEvidence(actor) || !mayKnow(actor, assessment)) return []
  const window = windowAround(dayInJapan(context.now()))
  const sums = await context.db.read({ tenant: actor.tenant }, (tx) =>
    listSums(tx, actor.tenant, sightOf(actor), assessment, window),
  )
  return sums.map(({ criterion, pieces }) => [criterion, pieces])
}
