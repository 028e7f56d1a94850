import type { Child } from 'hono/jsx'
import { headsFor } from '../assessment/actions.ts'
import { type CatalogueContext, type Edition, editionIn } from '../catalogue/index.ts'
import { readLibrary } from '../evidence/actions.ts'
import { readFilter } from '../evidence/index.ts'
import { addDays, readDay } from '../kernel/calendar.ts'
import { blankOf, readForm, type Typed, typedOf } from '../kernel/form.ts'
import { parseId, type RecordId, type RecordRequestId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { readPeople } from '../organisation/actions.ts'
import { isColleague } from '../roles/person.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { View } from '../ui/view.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import { sentForm } from '../web/sent-form.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { BY_LINK, CORRECTION, RECORD, REQUEST, readDutyAt, SETTING, toDutyText } from './forms.ts'
import { CheckOverPage, CheckPage } from './pages/check.tsx'
import { NewRecordPage } from './pages/new.tsx'
import { RecordsPanel } from './pages/panel.tsx'
import { CorrectionPage, RecordPage } from './pages/record.tsx'
import { RecordsPage, recordPath } from './pages/records.tsx'
import type { DutyAt, OperationRecord } from './record.ts'

/** What the pages of duties are told of records. */
export function recordsForDuties(context: CatalogueContext) {
  return {
    keptIn: actions.keptIn,
    addressOf: (of: DutyAt) => recordPath(of),
    panel: async (view: View, viewer: Viewer, of: Pick<DutyAt, 'edition' | 'duty'>): Promise<Child> => {
      const found = await actions.readDutyRecords(context, viewer, of)
      if (!found) return null
      const edition = editionIn(context.edition(of.edition as Edition['id']), view.lang)
      return <RecordsPanel view={view} found={found} edition={edition} />
    },
  }
}

/** 運用記録: what waits, what was recorded, recording, correcting and signing; and the one check of somebody without an account. */
export const recordRoutes: Routes<CatalogueContext> = (router, context) => {
  router.get('/records', 'record.read', async (c, viewer) => {
    const { criterion, after } = c.req.query()
    const found = await actions.readRecords(context, viewer, { criterion: criterion || undefined, before: readPlace(after) })
    if (!found) return c.notFound()
    const edition = found.edition && texts(c, found.edition)
    return c.html(<RecordsPage view={c.get('view')} {...{ found, edition, criterion }} />)
  })

  router.get('/records/new', 'record.write', (c, viewer) => newPage(c, viewer, readDutyAt(c.req.query('of') ?? ''), {}))

  router.post('/records', 'record.write', async (c, viewer) => {
    const typed = typedOf(RECORD, formOf(c))
    const outcome = await actions.recordDone(context, viewer, typed, await sentForm(c, context.now()))
    if (outcome.ok) return goTo(c, `/records/${outcome.value}?done=recorded`)
    return newPage(c, viewer, readDutyAt(typed.of), { typed, refusals: outcome.refusals })
  })

  router.post('/records/requests', 'record.ask', async (c, viewer) => {
    const asked = typedOf(REQUEST, formOf(c))
    const outcome = await actions.askForRecord(context, viewer, asked, c.get('view').lang)
    if (outcome.ok) return goTo(c, `/records/new?of=${encodeURIComponent(asked.of)}&done=asked`)
    return newPage(c, viewer, readDutyAt(asked.of), { asked, refusals: outcome.refusals })
  })

  router.post('/records/requests/:request/revocation', 'record.ask', requestId, async (c, viewer, id) => {
    const outcome = await actions.revokeRequest(context, viewer, id)
    if (!outcome?.ok) return c.notFound()
    return goTo(c, `/records/new?of=${encodeURIComponent(toDutyText(outcome.value))}&done=revoked`)
  })

  router.post('/records/settings', 'duties.change', async (c, viewer) => {
    const wish = readForm(SETTING, formOf(c))
    const outcome = await actions.changeRecordSetting(context, viewer, wish)
    return outcome?.ok && wish.of ? goTo(c, `/duties/${wish.of.duty}?saved=1`) : c.notFound()
  })

  const load = actions.loadRecord(context)

  router.get('/records/:record', 'record.read', load, (c, _viewer, found) => recordPage(c, found, []))

  router.post('/records/:record/signature', 'record.sign', recordId, async (c, viewer, id) => {
    const outcome = await actions.signRecord(context, viewer, id)
    if (outcome?.ok) return goTo(c, `/records/${id}?done=signed`)
    const found = outcome && (await load({ record: id }, viewer))
    return found ? recordPage(c, found, outcome.refusals) : c.notFound()
  })

  router.get('/records/:record/correction', 'record.write', load, (c, viewer, found) =>
    correctionPage(c, viewer, found, { ...typedFrom(found.record), correction: '' }, []),
  )

  router.post('/records/:record/correction', 'record.write', recordId, async (c, viewer, id) => {
    const typed = typedOf(CORRECTION, formOf(c))
    const outcome = await actions.correctRecord(context, viewer, id, typed, await sentForm(c, context.now()))
    if (outcome?.ok) return goTo(c, `/records/${outcome.value}?done=recorded`)
    const found = outcome && (await load({ record: id }, viewer))
    return found ? correctionPage(c, viewer, found, typed, outcome.refusals) : c.notFound()
  })

  router.get('/check/:token', 'anyone', (c) => checkPage(c, undefined, []))

  router.post('/check/:token', 'anyone', async (c) => {
    const typed = typedOf(BY_LINK, formOf(c))
    const token = c.req.param('token')
    const outcome = await actions.recordByLink(context, token, typed, c.get('from'))
    return outcome?.ok ? c.redirect(`/check/${token}`, 303) : checkPage(c, typed, outcome?.refusals ?? [])
  })

  async function checkPage(
    c: WebContext,
    typed: Typed<typeof BY_LINK> | undefined,
    refusals: readonly Refusal[],
  ): Promise<Response> {
    const view = c.get('view')
    const token = c.req.param('token') ?? ''
    const check = await actions.checkByLink(context, token)
    if (!check) return c.html(<CheckOverPage view={view} />, statusOf(c, [{ code: 'record.link' }]))
    const edition = texts(c, check.request.edition)
    const prepared = typed ?? prefilled(check, check.last?.lookedAt)
    return c.html(<CheckPage {...{ view, token, check, edition, typed: prepared, refusals }} />, statusOf(c, refusals))
  }

  type Sent = { typed?: Typed<typeof RECORD>; asked?: Typed<typeof REQUEST>; refusals?: readonly Refusal[] }

  async function newPage(c: WebContext, viewer: Viewer, at: DutyAt | undefined, sent: Sent): Promise<Response> {
    const found = at && (await actions.readDutyAt(context, viewer, at))
    if (!found) return c.notFound()
    const view = c.get('view')
    const { done } = c.req.query()
    const { typed, asked = blankOf(REQUEST), refusals = [] } = sent
    const begun = { ...blankOf(RECORD), ...prefilled(found, found.last?.lookedAt), doneBy: viewer.personName }
    const colleagues = view.may('record.ask') ? (await readPeople(context, viewer.tenant)).filter(isColleague) : []
    const links = view.may('record.ask') ? found.requests.map((one) => [one.id, actions.requestLink(context, one)] as const) : []
    const props = {
      ...{ view, found, edition: texts(c, found.at.edition), typed: typed ?? begun, asked, colleagues, refusals },
      ...{ links: new Map<string, string>(links), ...(await choicesFor(view, viewer)) },
      done: done === 'asked' || done === 'revoked' ? (done as 'asked' | 'revoked') : undefined,
    }
    return c.html(<NewRecordPage {...props} />, statusOf(c, refusals))
  }

  function recordPage(c: WebContext, found: actions.RecordView, refusals: readonly Refusal[]): Response | Promise<Response> {
    const { done } = c.req.query()
    const told = done === 'recorded' || done === 'signed' ? done : undefined
    const edition = texts(c, found.record.edition)
    return c.html(<RecordPage view={c.get('view')} {...{ found, edition, refusals, done: told }} />, statusOf(c, refusals))
  }

  async function correctionPage(
    c: WebContext,
    viewer: Viewer,
    found: actions.RecordView,
    typed: Typed<typeof CORRECTION>,
    refusals: readonly Refusal[],
  ): Promise<Response> {
    const view = c.get('view')
    const props = { view, found, edition: texts(c, found.record.edition), typed, refusals, ...(await choicesFor(view, viewer)) }
    return c.html(<CorrectionPage {...props} />, statusOf(c, refusals))
  }

  /** What a record may name: the newest pieces of evidence, and assessments in which a task can be begun. */
  async function choicesFor(view: View, viewer: Viewer) {
    const heads = view.may('tasks.change')
      ? (await context.db.read({ tenant: viewer.tenant }, (tx) => headsFor(tx, viewer))).heads
      : []
    const library = view.may('evidence.read') ? await readLibrary(context, viewer, NEWEST) : { pieces: [] }
    return { assessments: heads.map(({ id, title }) => ({ id, title })), pieces: library.pieces.filter((one) => !one.withdrawn) }
  }

  /** What stands in a form before anybody typed: done today, of the days since the one before, looked at what was looked at last time. */
  function prefilled({ occurrence }: Pick<actions.DutyView, 'occurrence'>, lookedAt: string | undefined): Typed<typeof BY_LINK> {
    const today = dayInJapan(context.now())
    const period = occurrence && { periodFrom: addDays(occurrence.after, 1), periodTo: occurrence.scheduled }
    return { ...blankOf(BY_LINK), doneOn: today, lookedAt: lookedAt ?? '', ...period }
  }

  function texts(c: WebContext, edition: string) {
    return editionIn(context.edition(edition as Edition['id']), c.get('view').lang)
  }
}

const NEWEST = readFilter({})

function typedFrom(record: OperationRecord): Typed<typeof RECORD> {
  const { doneOn, doneBy, periodFrom, periodTo, lookedAt, result, found } = record
  const days = { periodFrom: periodFrom ?? '', periodTo: periodTo ?? '' }
  return { ...blankOf(RECORD), of: toDutyText(record), doneOn, doneBy, ...days, lookedAt, result, found }
}

/** Where a page of the list ended, as its address says it. */
function readPlace(after: string | undefined): { doneOn: string; id: RecordId } | undefined {
  const [day = '', named] = (after ?? '').split(' ')
  const [doneOn, id] = [readDay(day), parseId<RecordId>(named)]
  return doneOn && id ? { doneOn, id } : undefined
}

function recordId({ record }: { record: string }): RecordId | undefined {
  return parseId<RecordId>(record)
}

function requestId({ request }: { request: string }): RecordRequestId | undefined {
  return parseId<RecordRequestId>(request)
}
