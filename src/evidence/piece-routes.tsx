import type { CatalogueContext } from '../catalogue/index.ts'
import { blankOf, decideForm, readForm, type Typed, typedOf } from '../kernel/form.ts'
import { type EvidenceId, parseId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { Outcome } from '../kernel/refusal.ts'
import type { Viewer } from '../roles/viewer.ts'
import { goTo } from '../web/address.ts'
import type { WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import type { Router } from '../web/router.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { contentsIn, filesOf } from './content-routes.tsx'
import { againstContent, againstSaid, CHECK, CRITERIA, PIECE, VERSION, WITHDRAWAL } from './forms.ts'
import { PiecePage, type PieceProps } from './pages/piece.tsx'
import type { Piece } from './piece.ts'

/** One piece of evidence: its page, and what is done with it. */
export function pieceRoutes(router: Router, context: CatalogueContext): void {
  const load = actions.loadPiece(context)
  type Found = NonNullable<Awaited<ReturnType<typeof load>>>

  router.get('/evidence/:evidence', 'evidence.read', load, (c, viewer, found) => page(c, viewer, found))

  router.post('/evidence/:evidence', 'evidence.write', evidenceId, async (c, viewer, id) => {
    const typed = typedOf(PIECE, formOf(c))
    const wish = decideForm(PIECE, typed, againstSaid)
    return ended(c, viewer, id, wish.ok ? await actions.changeEvidence(context, viewer, id, wish.value) : wish, { typed })
  })

  router.post('/evidence/:evidence/versions', 'evidence.write', evidenceId, async (c, viewer, id) => {
    const version = typedOf(VERSION, formOf(c))
    const wish = decideForm(VERSION, version, againstContent)
    if (!wish.ok) return ended(c, viewer, id, wish, { version })
    if (!(await load({ evidence: id }, viewer))) return c.notFound()
    const contents = await contentsIn(context, viewer, wish.value)
    const [content] = contents.ok ? contents.value : []
    const outcome = content ? await actions.addVersion(context, viewer, id, { ...wish.value, content }) : contents
    return ended(c, viewer, id, outcome, { version })
  })

  router.post('/evidence/:evidence/links', 'evidence.write', evidenceId, async (c, viewer, id) => {
    const { assessment, criteria } = readForm(CRITERIA, formOf(c))
    if (!assessment) return c.notFound()
    const targets = criteria.map((target) => ({ kind: 'criterion' as const, assessment, target }))
    return ended(c, viewer, id, await actions.linkEvidence(context, viewer, [id], targets))
  })

  router.post('/evidence/:evidence/unlinking', 'evidence.write', evidenceId, async (c, viewer, id) => {
    const { target } = readForm(CHECK, formOf(c))
    return ended(c, viewer, id, target && (await actions.unlinkEvidence(context, viewer, id, target)))
  })

  router.post('/evidence/:evidence/checks', 'evidence.check', evidenceId, async (c, viewer, id) => {
    const { target, checked } = readForm(CHECK, formOf(c))
    return ended(c, viewer, id, target && (await actions.checkEvidence(context, viewer, id, { target, version: checked })))
  })

  router.post('/evidence/:evidence/withdrawal', 'evidence.withdraw', evidenceId, async (c, viewer, id) => {
    const wish = readForm(WITHDRAWAL, formOf(c))
    return ended(c, viewer, id, await actions.withdrawEvidence(context, viewer, id, wish))
  })

  type Shown = Partial<Pick<PieceProps, 'typed' | 'version' | 'refusals'>>

  /** On to the page after something was done; the page again, with what was typed and why it was refused. */
  async function ended(
    c: WebContext,
    viewer: Viewer,
    id: EvidenceId,
    outcome: Outcome<unknown> | undefined,
    shown: Shown = {},
  ): Promise<Response> {
    if (!outcome) return c.notFound()
    if (outcome.ok) return goTo(c, `/evidence/${id}?saved=1`)
    const found = await load({ evidence: id }, viewer)
    return found ? page(c, viewer, found, { ...shown, refusals: outcome.refusals }) : c.notFound()
  }

  async function page(
    c: WebContext,
    viewer: Viewer,
    found: Found,
    { typed, version, refusals = [] }: Shown = {},
  ): Promise<Response> {
    const props = {
      ...found,
      view: c.get('view'),
      today: dayInJapan(context.now()),
      typed: typed ?? toTyped(found.piece),
      version: version ?? blankOf(VERSION),
      files: await filesOf(context, viewer, version?.uploads ?? []),
      saved: c.req.query('saved') === '1',
      refusals,
    }
    return c.html(<PiecePage {...props} />, statusOf(c, refusals))
  }
}

function evidenceId({ evidence }: { evidence: string }): EvidenceId | undefined {
  return parseId(evidence)
}

/** A piece as its form shows it. */
function toTyped(piece: Piece): Typed<typeof PIECE> {
  return {
    title: piece.title,
    kind: piece.kind,
    periodFrom: piece.periodFrom ?? '',
    periodTo: piece.periodTo ?? '',
    issuedOn: piece.issuedOn ?? '',
    source: piece.source,
    custodian: piece.custodian,
    confidentiality: piece.confidentiality,
    validUntil: piece.validUntil ?? '',
    insidersOnly: piece.insidersOnly ? '1' : '',
    revision: String(piece.revision),
  }
}
