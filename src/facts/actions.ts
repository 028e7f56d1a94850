import type { Context } from '../context.ts'
import type { FactFileId } from '../kernel/ids.ts'
import { type Day, dayInJapan } from '../kernel/instant.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Actor } from '../roles/sight.ts'
import { cleanText } from '../sheets/text.ts'
import * as events from './events.ts'
import { judge } from './judge.ts'
import type { AddedFile, Handled } from './kept.ts'
import { type FactFile, type ReadFactFile, readFactFile } from './read-file.ts'
import * as store from './store.ts'
import { suggestionsOf } from './suggest.ts'

/** How many findings, and how many files, a page shows. */
const SHOWN = 200
const FILES_SHOWN = 20

/**
 * Takes in a file of a tool: what bears on a criterion is kept as findings, with the file's hash and each one's place. Nobody's answer is
 * changed. Refuses what cannot be read.
 */
export async function addFacts(context: Context, actor: Actor, file: FactFile): Promise<Outcome<FactFileId>> {
  const forbidden = refuseUnlessMay(actor, 'register.write')
  if (forbidden) return forbidden
  const name =
    cleanText(file.name)
      .replaceAll(/\p{Cc}/gu, '')
      .slice(0, 200) || 'file'
  const input = { name, bytes: file.bytes }
  const { tenant } = actor
  const outcome = await (context.workers
    ? context.workers.run<ReadFactFile>({ name: 'facts.read', input, owner: tenant })
    : readFactFile(input))
  if (!outcome.ok) return outcome
  const at = context.now()
  const judged = judge([outcome.value], dayInJapan(at))
  const kept = judged.findings.filter(({ criteria }) => criteria.length > 0)
  const added: AddedFile = {
    id: context.newId<FactFileId>(),
    name,
    sha256: outcome.value.sha256,
    format: outcome.value.format,
    seenOn: outcome.value.seenOn,
    devices: judged.devices.length,
    findings: judged.findings.length,
    suggestions: suggestionsOf(judged, [outcome.value]).map((one) => ({ ...one, findings: one.findings.slice(0, SHOWN) })),
    notUnderstood: outcome.value.notUnderstood,
    addedBy: actor.person,
    addedAt: at,
  }
  await context.db.transact({ tenant }, async (tx) => {
    await store.insertFile(tx, tenant, added)
    await store.upsertFindings(tx, tenant, added.id, kept)
    await logEvent(context, tx, actor, events.added(added, kept.length))
  })
  return accept(added.id)
}

/** What the page of facts shows: the newest files, and the findings that wait or that are handled. */
export async function readFacts(context: Context, { tenant }: Actor, shown: 'open' | 'handled') {
  const today = dayInJapan(context.now())
  return context.db.read({ tenant }, async (tx) => ({
    today,
    shown,
    counts: await store.countOpen(tx, tenant, today),
    files: await store.listFiles(tx, tenant, FILES_SHOWN),
    findings: await store.listFindings(tx, tenant, shown, SHOWN),
  }))
}

/** Says what was done about a finding, and on which day (today where none is given); `handled: null` takes it back. */
export async function handleFinding(
  context: Context,
  actor: Actor,
  id: string,
  { handled, on, revision }: { handled: Handled | null; on: Day | null; revision: number },
): Promise<Outcome<true> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'register.write')
  if (forbidden) return forbidden
  const { tenant, person } = actor
  return context.db.transact({ tenant }, async (tx) => {
    if (!(await store.hasFinding(tx, tenant, id))) return undefined
    const at = context.now()
    const day = on ?? dayInJapan(at)
    const found = await store.updateHandled(tx, tenant, id, { handled, on: day, revision, by: person, at })
    if (!found)
      return refuse('register.changed', {
        ja: 'この行は、ほかの人が先に変えました。いまの内容を確かめて、もう一度保存してください。',
        en: 'Somebody changed this row first. Look at it as it is now, and save once more.',
      })
    await logEvent(context, tx, actor, events.handled({ id, ...found }, handled, day))
    return accept(true)
  })
}
