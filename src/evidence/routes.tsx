import type { z } from 'zod'
import type { CatalogueContext } from '../catalogue/index.ts'
import { blankOf, decideForm, readForm, type Typed, typedOf } from '../kernel/form.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { Viewer } from '../roles/viewer.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { file } from '../web/file.ts'
import { formOf } from '../web/form.ts'
import { sentForm } from '../web/sent-form.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { contentRoutes, contentsIn, filesOf } from './content-routes.tsx'
import type { EXPORTS } from './export-table.ts'
import { readFilter, toQuery } from './filter.ts'
import { ATTACH, againstContent, againstSaid, EXPORT, MANY, NEW_PIECE, readTarget } from './forms.ts'
import { LibraryPage } from './pages/library.tsx'
import { MatrixPage } from './pages/matrix.tsx'
import { AttachPage, NewEvidencePage } from './pages/new.tsx'
import type { Content } from './piece.ts'
import { pieceRoutes } from './piece-routes.tsx'
import { seesEvidence } from './sight.ts'

/** The library of evidence and the matrix of an assessment here; one piece in piece-routes, its content in content-routes. */
export const evidenceRoutes: Routes<CatalogueContext> = (router, context) => {
  router.get('/evidence', 'evidence.read', (c, viewer) => library(c, viewer))

  router.post('/evidence/many', 'evidence.write', async (c, viewer) => {
    const many = typedOf(MANY, formOf(c))
    const wish = decideForm(MANY, many)
    const outcome = wish.ok ? await actions.changeMany(context, viewer, wish.value) : wish
    if (!outcome) return c.notFound()
    if (!outcome.ok) return library(c, viewer, { many, refusals: outcome.refusals })
    const query = new URLSearchParams(toQuery(readFilter(c.req.query()), { after: readFilter(c.req.query()).after }))
    query.set('changed', String(outcome.value.changed))
    return goTo(c, `/evidence?${query}`)
  })

  router.post('/evidence/exports', 'evidence.export', async (c, viewer) => {
    const { form } = readForm(EXPORT, formOf(c))
    if (!form) return c.notFound()
    const { lang, t } = c.get('view')
    const outcome = await actions.exportList(context, viewer, readFilter(c.req.query()), form, lang)
    if (!outcome.ok) return library(c, viewer, { refusals: outcome.refusals })
    const name = `${t('証跡一覧', 'evidence')}-${dayInJapan(context.now())}.${form}`
    return file(outcome.value, TYPES[form], name, 'attachment')
  })

  router.get('/evidence/new', 'evidence.write', async (c, viewer) => {
    const target = readTarget(c.req.query('target') ?? '')
    return newPage(c, viewer, { ...blankOf(NEW_PIECE), targets: target ? [c.req.query('target') ?? ''] : [] })
  })

  router.post('/evidence', 'evidence.write', async (c, viewer) => {
    const typed = typedOf(NEW_PIECE, formOf(c))
    const wish = decideForm(NEW_PIECE, typed, (standing) => [...againstSaid(standing), ...againstContent(standing)])
    if (!wish.ok) return newPage(c, viewer, typed, wish.refusals)
    const contents = await contentsIn(context, viewer, { ...wish.value, revision: 0 })
    if (!contents.ok) return newPage(c, viewer, typed, contents.refusals)
    const { targets, title } = wish.value
    const pieces = contents.value.map((content) => ({ ...saidIn(wish.value), content, title: title || nameOf(content) }))
    const outcome = await actions.addEvidence(context, viewer, pieces, targets, await sentForm(c, context.now()))
    if (!outcome) return c.notFound()
    if (!outcome.ok) return newPage(c, viewer, typed, outcome.refusals)
    const [target] = targets
    const [only] = outcome.value
    if (target) return goTo(c, `/assessments/${target.assessment}/${PLACE[target.kind]}/${target.target}#attached`)
    return goTo(c, outcome.value.length === 1 ? `/evidence/${only}?saved=1` : `/evidence?added=${outcome.value.length}`)
  })

  router.get('/evidence/attach', 'evidence.write', (c, viewer) => attachPage(c, viewer, c.req.query('target') ?? ''))

  router.post('/evidence/attach', 'evidence.write', async (c, viewer) => {
    const typed = typedOf(ATTACH, formOf(c))
    const wish = decideForm(ATTACH, typed)
    if (!wish.ok) return attachPage(c, viewer, typed.target, wish.refusals)
    const { evidence, target } = wish.value
    const outcome = target && (await actions.linkEvidence(context, viewer, evidence, [target]))
    if (!outcome) return c.notFound()
    if (!outcome.ok) return attachPage(c, viewer, typed.target, outcome.refusals)
    return goTo(c, `/assessments/${target.assessment}/${PLACE[target.kind]}/${target.target}#attached`)
  })

  router.get('/assessments/:id/evidence', 'evidence.read', actions.loadMatrix(context), (c, _viewer, matrix) =>
    c.html(<MatrixPage view={c.get('view')} only={c.req.query('only') ?? ''} {...matrix} />),
  )

  contentRoutes(router, context)
  pieceRoutes(router, context)

  async function library(
    c: WebContext,
    viewer: Viewer,
    { many = blankOf(MANY), refusals = [] }: { many?: Typed<typeof MANY>; refusals?: readonly Refusal[] } = {},
  ): Promise<Response> {
    if (!seesEvidence(viewer)) return c.notFound()
    const filter = readFilter(c.req.query())
    const found = await actions.readLibrary(context, viewer, filter)
    const [added, changed] = [Number(c.req.query('added') ?? 0), Number(c.req.query('changed') ?? 0)]
    const props = { view: c.get('view'), filter, many, done: { added, changed }, refusals }
    return c.html(<LibraryPage {...found} {...props} />, statusOf(c, refusals))
  }

  async function newPage(
    c: WebContext,
    viewer: Viewer,
    typed: Typed<typeof NEW_PIECE>,
    refusals: readonly Refusal[] = [],
  ): Promise<Response> {
    const targets = typed.targets.map(readTarget).filter((target) => target !== undefined)
    const named = await actions.readTargets(context, viewer, targets)
    const files = await filesOf(context, viewer, typed.uploads)
    const props = { view: c.get('view'), typed, targets: named ?? [], files, refusals }
    return named || refusals.length > 0 ? c.html(<NewEvidencePage {...props} />, statusOf(c, refusals)) : c.notFound()
  }

  async function attachPage(c: WebContext, viewer: Viewer, sent: string, refusals: readonly Refusal[] = []): Promise<Response> {
    const target = readTarget(sent)
    const filter = readFilter(c.req.query())
    const found = target && (await actions.readChoices(context, viewer, target, filter))
    if (!found) return c.notFound()
    return c.html(<AttachPage view={c.get('view')} {...found} filter={filter} refusals={refusals} />, statusOf(c, refusals))
  }
}

/** What is said of a piece, of all that a form brings. */
function saidIn({ note, ...all }: z.output<typeof NEW_PIECE>) {
  const { kind, periodFrom, periodTo, issuedOn, source, custodian, confidentiality, validUntil, insidersOnly } = all
  return { kind, periodFrom, periodTo, issuedOn, source, custodian, confidentiality, validUntil, insidersOnly, note }
}

const PLACE = { criterion: 'criteria', task: 'tasks' } as const
const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
} satisfies Record<(typeof EXPORTS)[number], string>

/** What a piece is called whose name nobody typed: as its file, without the ending. */
function nameOf(content: Content): string {
  const name = content.type === 'file' ? content.name.replace(/\.[^.]{1,10}$/, '') : ''
  return [...name.replaceAll(/[\s\p{C}]+/gu, ' ').trim()].slice(0, 200).join('') || 'file'
}
