import type { Context } from '../context.ts'
import type { Tx } from '../db/db.ts'
import { firstMade, type SentForm } from '../db/sent-form.ts'
import { CLOCK_SKEW, elapsed } from '../kernel/calendar.ts'
import { decideForm, type Typed } from '../kernel/form.ts'
import type { IncidentEntryId, IncidentId, TenantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { accept, type Lang, type Outcome } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import type { Viewer } from '../roles/viewer.ts'
import * as events from './events.ts'
import { CORRECTION, DISCOVERY, ENTRY } from './forms.ts'
import { type Entry, type Incident, isClosed, levelOf, missingStages, standing } from './incident.ts'
import * as refusals from './refusals.ts'
import { levelWords, type SettingName, type Settings, type Standings, settingsFrom } from './settings.ts'
import * as store from './store.ts'

/** The newest incidents, and the newest drills apart from them, with what was decided for both. */
export function readIncidents(context: Context, { tenant }: Viewer, lang: Lang) {
  return context.db.read({ tenant }, async (tx) => ({
    incidents: await store.listIncidents(tx, tenant, false),
    drills: await store.listIncidents(tx, tenant, true),
    settings: settingsFrom(await store.readSettings(tx, tenant), lang),
  }))
}

/** An incident or a drill. Nothing where the organisation has none by that id. */
export function readIncident(context: Context, { tenant }: Viewer, id: IncidentId): Promise<Incident | undefined> {
  return context.db.read({ tenant }, (tx) => store.findIncident(tx, tenant, id))
}

/** What was decided beforehand: levels, contacts and the first hour; our proposals where nothing was. */
export function readIncidentSettings(context: Context, { tenant }: Pick<Viewer, 'tenant'>, lang: Lang): Promise<Standings> {
  return context.db.read({ tenant }, async (tx) => settingsFrom(await store.readSettings(tx, tenant), lang))
}

/** How many incidents were reported in a time, in the transaction of a page. A drill is none. */
export function incidentsReported(tx: Tx, tenant: TenantId, from: Instant, until: Instant): Promise<number> {
  return store.countIncidents(tx, tenant, from, until)
}

/** Reports a discovery, once however often its form is sent. It may be a drill, and then is one for good. */
export async function reportDiscovery(
  context: Context,
  viewer: Viewer,
  typed: Typed<typeof DISCOVERY>,
  sent?: SentForm,
): Promise<Outcome<IncidentId>> {
  const forbidden = refuseUnlessMay(viewer, 'incident.report')
  if (forbidden) return forbidden
  const read = decideForm(DISCOVERY, typed, ({ happenedAt }) => againstFuture(happenedAt, context.now()))
  if (!read.ok) return read
  const { tenant, person } = viewer
  return context.db.transact({ tenant }, async (tx) => {
    const id = context.newId<IncidentId>()
    const first = await firstMade(tx, tenant, sent, id)
    if (first !== id) return accept(first)
    const { body, concerns, drill, happenedAt } = read.value
    const entry = newEntry(context, viewer, {
      ...{ kind: 'discovery', happenedAt, doneBy: viewer.personName, body, concerns, level: null },
    })
    const incident: Incident = { id, drill, reportedBy: person, reportedAt: context.now(), entries: [entry] }
    await store.insertIncident(tx, tenant, incident)
    await store.insertEntry(tx, tenant, id, entry)
    await logEvent(context, tx, viewer, events.reported(incident))
    return accept(id)
  })
}

/**
 * Writes what was done, once however often its form is sent. Refuses the final report before every stage and a level are there, and a
 * stage after it.
 */
export async function writeEntry(
  context: Context,
  viewer: Viewer,
  id: IncidentId,
  typed: Typed<typeof ENTRY>,
  sent?: SentForm,
): Promise<Outcome<IncidentEntryId> | undefined> {
  const forbidden = refuseUnlessMay(viewer, 'incident.handle')
  if (forbidden) return forbidden
  const read = decideForm(ENTRY, typed, ({ happenedAt }) => againstFuture(happenedAt, context.now()))
  return onIncident(context, viewer, id, async (tx, incident, levels) => {
    if (!read.ok) return read
    const { kind, level: number, ...said } = read.value
    const level = number === null ? null : levels.find((one) => one.level === number)
    if (level === undefined) return refusals.noLevel()
    if (isClosed(incident) && kind !== 'contact' && kind !== 'lesson') return refusals.closed()
    if (kind === 'final-report') {
      const missing = missingStages(incident)
      if (missing.length > 0) return refusals.unready(missing)
      if (levelOf(incident) === null && level === null) return refusals.undecided()
    }
    const entry = newEntry(context, viewer, { ...said, kind, level: level && { level: level.level, name: level.name } })
    const first = await firstMade(tx, viewer.tenant, sent, entry.id)
    if (first !== entry.id) return accept(first)
    await store.insertEntry(tx, viewer.tenant, id, entry)
    await logEvent(context, tx, viewer, events.entered(incident, entry))
    return accept(entry.id)
  })
}

/** Corrects an entry by a newer one that names it; both stay readable. Refuses where somebody corrected it first. */
export async function correctEntry(
  context: Context,
  viewer: Viewer,
  { incident: id, entry }: { incident: IncidentId; entry: IncidentEntryId },
  typed: Typed<typeof CORRECTION>,
): Promise<Outcome<IncidentEntryId> | undefined> {
  const forbidden = refuseUnlessMay(viewer, 'incident.handle')
  if (forbidden) return forbidden
  const read = decideForm(CORRECTION, typed, ({ happenedAt }) => againstFuture(happenedAt, context.now()))
  return onIncident(context, viewer, id, async (tx, incident, levels) => {
    const before = incident.entries.find((one) => one.id === entry)
    if (!before) return undefined
    if (!read.ok) return read
    if (!standing(incident).includes(before)) return refusals.corrected()
    const { level: number, correction, happenedAt, ...said } = read.value
    const kept = before.level?.level === number ? before.level : undefined
    const level = number === null ? null : (kept ?? levels.find((one) => one.level === number))
    if (level === undefined) return refusals.noLevel()
    const after: Entry = {
      ...newEntry(context, viewer, { ...said, kind: before.kind, happenedAt: happenedAt ?? before.happenedAt, level: null }),
      ...{ level: level && { level: level.level, name: level.name }, corrects: before.id, correction },
    }
    if (!(await store.insertEntry(tx, viewer.tenant, id, after))) return refusals.corrected()
    await logEvent(context, tx, viewer, events.corrected(incident, before, after))
    return accept(after.id)
  })
}

/** Decides a setting as a newer version of it. Refuses where it is no longer as it was seen: at the version `number`. */
export async function changeIncidentSetting<Name extends SettingName>(
  context: Context,
  viewer: Viewer,
  setting: Name,
  { content, number }: { content: Settings[Name]; number: number },
): Promise<Outcome<true>> {
  const forbidden = refuseUnlessMay(viewer, 'incident.handle')
  if (forbidden) return forbidden
  const { tenant, person } = viewer
  return context.db.transact({ tenant }, async (tx) => {
    const standings = settingsFrom(await store.readSettings(tx, tenant), 'ja')
    const before = standings[setting]
    if (before.number !== number) return refusals.settingChanged()
    const next = { setting, number: number + 1, content }
    if (number > 0 && JSON.stringify(before.content) === JSON.stringify(content)) return accept(true)
    if (!(await store.insertSetting(tx, tenant, next, { by: person, at: context.now() }))) return refusals.settingChanged()
    const organisation = { id: tenant, name: viewer.organisationName }
    const old = number === 0 ? null : linesOf({ ...standings, [setting]: before }, setting)
    const own = linesOf({ ...standings, [setting]: { content, number } }, setting)
    await logEvent(context, tx, viewer, events.settingChanged(organisation, setting, old, own))
    return accept(true)
  })
}

/** Tells the log who took the report of an incident along. */
export function noteIncidentReport(context: Context, viewer: Viewer, incident: Incident, form: 'pdf' | 'docx'): Promise<void> {
  return context.db.transact({ tenant: viewer.tenant }, (tx) => logEvent(context, tx, viewer, events.exported(incident, form)))
}

function linesOf(standings: Standings, setting: SettingName): string[] {
  if (setting === 'levels') return standings.levels.content.map((level) => `${levelWords(level).ja}: ${level.covers}`)
  if (setting === 'first-hour') return standings['first-hour'].content
  return standings.contacts.content.map(({ name, phone, email }) => [name, phone, email].filter(Boolean).join(' '))
}

function onIncident<T>(
  context: Context,
  { tenant }: Viewer,
  id: IncidentId,
  act: (tx: Tx, incident: Incident, levels: Settings['levels']) => Promise<T | undefined>,
): Promise<T | undefined> {
  return context.db.transact({ tenant }, async (tx) => {
    const incident = await store.findIncident(tx, tenant, id)
    if (!incident) return undefined
    return act(tx, incident, settingsFrom(await store.readSettings(tx, tenant), 'ja').levels.content)
  })
}

type Said = Pick<Entry, 'kind' | 'doneBy' | 'body' | 'concerns' | 'level'> & { happenedAt: Instant | null }

function newEntry(context: Context, { person }: Viewer, { happenedAt, ...said }: Said): Entry {
  const now = context.now()
  return {
    ...{ ...said, id: context.newId<IncidentEntryId>(), happenedAt: happenedAt ?? now, corrects: null, correction: '' },
    ...{ writtenBy: person, writtenAt: now },
  }
}

/** Nothing is written before it happened; the clocks of people and servers may differ a little. */
function againstFuture(happenedAt: Instant | null | undefined, now: Instant) {
  return happenedAt && elapsed(now, happenedAt) > CLOCK_SKEW ? refusals.future().refusals : []
}
