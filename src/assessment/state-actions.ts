import type { CatalogueContext } from '../catalogue/index.ts'
import type { Context } from '../context.ts'
import type { Scope } from '../db/db.ts'
import type { AssessmentId, TenantId } from '../kernel/ids.ts'
import { listLogged, logEventBy, readEvents } from '../log/actions.ts'
import type { StateVerdict } from '../log/index.ts'
import * as answerStore from './answer-store.ts'
import { compareStates, type Stored, type Told, takeEvent } from './compare-states.ts'
import { sealed } from './events.ts'
import { packNothing, repack } from './packed-standings.ts'
import { toMarkLine } from './state-mark.ts'
import * as store from './store.ts'

type Reading = Pick<Context, 'db'> & Pick<CatalogueContext, 'edition'>

/**
 * Compares every answer of an organisation, and all that is kept of it, with what the log says was written. What differs only because
 * somebody wrote meanwhile is looked at again, and not told.
 */
export async function verifyStates(context: Reading, scope: Scope, tenant: TenantId): Promise<StateVerdict> {
  const first = await verifyOnce(context, scope, tenant)
  if (first.damages.length === 0) return first
  const again = await verifyOnce(context, scope, tenant)
  const before = new Set(first.damages.map(({ en }) => en))
  return { ...again, damages: again.damages.filter(({ en }) => before.has(en)) }
}

/** Tells the logs how the answers stand that an older version wrote, so that from here on they can be compared. Once, at an upgrade. */
export async function sealAnswers(context: Context): Promise<void> {
  for (const tenant of await listLogged(context)) {
    const ids = await context.db.read('admin', (tx) => store.listIds(tx, tenant))
    for (const id of ids) await sealOne(context, tenant, id)
  }
}

function sealOne(context: Context, tenant: TenantId, id: AssessmentId): Promise<void> {
  return context.db.transact('admin', async (tx) => {
    const head = await store.lockAssessment(tx, tenant, id)
    const answers = head ? await answerStore.listAnswers(tx, tenant, id) : []
    if (!head || answers.length === 0) return
    const versions = await answerStore.listAllVersions(tx, tenant, id)
    const causes = new Map(versions.map(({ criterion, revision, cause }) => [`${criterion} ${revision}`, cause]))
    const lines = answers.map((answer) => toMarkLine(answer, causes.get(`${answer.criterion} ${answer.revision}`) ?? 'answer'))
    await logEventBy(context, tx, tenant, { kind: 'command', command: 'anchor' }, undefined, sealed(head, lines))
  })
}

async function verifyOnce(context: Reading, scope: Scope, tenant: TenantId): Promise<StateVerdict> {
  const stored: Stored[] = []
  for (const id of await context.db.read(scope, (tx) => store.listIds(tx, tenant))) {
    const one = await readStored(context, scope, tenant, id)
    if (one) stored.push(one)
  }
  const told = new Map<string, Told>()
  const { ended } = await readEvents(context, scope, tenant, ['answer', 'assessment'], ({ act, about, facts }) => {
    const states = facts?.details?.states
    takeEvent(told, { act, about, name: facts?.subject.name ?? '', states: Array.isArray(states) ? states : undefined })
  })
  return compareStates(told, stored, ended)
}

async function readStored(context: Reading, scope: Scope, tenant: TenantId, id: AssessmentId): Promise<Stored | undefined> {
  const read = await context.db.read(scope, async (tx) => {
    const head = await store.findAssessment(tx, tenant, id)
    if (!head) return undefined
    const answers = await answerStore.listAnswers(tx, tenant, id)
    return { head, answers, versions: await answerStore.listAllVersions(tx, tenant, id) }
  })
  if (!read) return undefined
  const { head, answers, versions } = read
  const edition = context.edition(head.edition)
  const packed = answers.reduce(
    (packed, answer) => repack(edition, packed, { ...answer, confirmed: answer.confirmation !== null }),
    packNothing(edition),
  )
  return { id, title: head.title, standings: head.standings, packed, quick: head.quick, answers, versions }
}
