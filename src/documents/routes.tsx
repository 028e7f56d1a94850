import { DEFAULT_EDITION } from '../catalogue/index.ts'
import { blankOf, type Typed, typedOf } from '../kernel/form.ts'
import { type DocumentId, parseId } from '../kernel/ids.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { Outcome, Refusal } from '../kernel/refusal.ts'
import { setRule } from '../report/actions.ts'
import type { Viewer } from '../roles/viewer.ts'
import { type Template, toDocx, toPrinted } from '../templates/index.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { file } from '../web/file.ts'
import { formOf } from '../web/form.ts'
import { sentForm } from '../web/sent-form.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { differencesBetween } from './differences.ts'
import { type DocumentContent, type DocumentVersion, readContent } from './document.ts'
import { ANSWERING, BEGINNING, DECISION, EDIT, edited, SUBMISSION } from './forms.ts'
import { refilled, sectionsFrom, toFilled } from './from-template.ts'
import { BeginPage, TemplatesPage } from './pages/begin.tsx'
import { DOCUMENT_DONE, DocumentPage, type DocumentPageProps } from './pages/document.tsx'
import { DocumentsPage } from './pages/documents.tsx'
import { AnsweringPage, EditPage } from './pages/edit.tsx'
import { HistoryPage, VersionPage } from './pages/version.tsx'

type Done = keyof typeof DOCUMENT_DONE
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The 社内ルール of an organisation: begun, edited, approved, put in force. */
export const documentRoutes: Routes<actions.DocumentsContext> = (router, context) => {
  router.get('/documents', 'document.read', async (c, viewer) => {
    const documents = await actions.listDocuments(context, viewer)
    return documents ? c.html(<DocumentsPage view={c.get('view')} documents={documents} />) : c.notFound()
  })

  router.post('/documents', 'document.write', async (c, viewer) => {
    const typed = typedOf(BEGINNING, formOf(c))
    const outcome = await actions.beginDocument(context, viewer, typed, await sentForm(c, context.now()))
    if (!outcome) return c.notFound()
    if (outcome.ok) return goTo(c, `/documents/${outcome.value}?done=begun`)
    return c.html(beginPage(c, typed, outcome.refusals), statusOf(c, outcome.refusals))
  })

  router.get('/documents/new', 'document.write', async (c, viewer) => {
    const view = c.get('view')
    const { template: id } = c.req.query()
    const template = id === undefined ? undefined : actions.templateNamed(context, id, view.lang)
    if (!template && id !== 'own') {
      const used = (await actions.listDocuments(context, viewer))?.map(({ document }) => document.template) ?? []
      const { templates, english } = context.templates()
      const own = new Set(used.filter((one) => one !== null))
      return c.html(<TemplatesPage view={view} templates={view.lang === 'en' ? english : templates} used={own} />)
    }
    const typed = { ...blankOf(BEGINNING), template: template?.id ?? '', title: template?.name ?? '', lang: view.lang }
    const answer = { company: viewer.organisationName }
    const asks = template?.questions.some((question) => question.id === 'company')
    return c.html(beginPage(c, { ...typed, edition: DEFAULT_EDITION, answer: asks ? answer : {} }))
  })

  router.post('/documents/preview', 'document.write', (c) => c.html(beginPage(c, typedOf(BEGINNING, formOf(c)))))

  router.get('/documents/:id', 'document.read', load, async (c, viewer, found) => {
    const done = Object.keys(DOCUMENT_DONE).find((one): one is Done => one === c.req.query('done'))
    return c.html(await documentPage(c, viewer, found, { done }))
  })

  router.post('/documents/:id', 'document.write', documentId, async (c, viewer, id) => {
    const typed = typedOf(EDIT, formOf(c))
    const outcome = await actions.changeDocument(context, viewer, id, typed)
    if (outcome?.ok) return goTo(c, `/documents/${id}?done=saved`)
    const found = outcome && (await load({ id }, viewer))
    if (!found) return c.notFound()
    const { refusals } = outcome
    const conflict = refusals[0].code === 'document.changed' ? differencesTo(found.document, typed) : undefined
    const page = <EditPage view={c.get('view')} found={found} typed={typed} conflict={conflict} refusals={refusals} />
    return c.html(page, statusOf(c, refusals))
  })

  router.get('/documents/:id/edit', 'document.write', load, (c, _viewer, found) =>
    c.html(<EditPage view={c.get('view')} found={found} typed={{}} conflict={undefined} refusals={[]} />),
  )

  router.get('/documents/:id/questions', 'document.write', load, (c, _viewer, found) =>
    answering(c, found, found.document.answers),
  )

  router.post('/documents/:id/preview', 'document.write', load, (c, _viewer, found) =>
    answering(c, found, typedOf(ANSWERING, formOf(c)).answer),
  )

  router.post('/documents/:id/answers', 'document.write', documentId, async (c, viewer, id) => {
    const typed = typedOf(ANSWERING, formOf(c))
    const outcome = await actions.answerDocument(context, viewer, id, typed)
    if (outcome?.ok) return goTo(c, `/documents/${id}?done=saved`)
    const found = outcome && (await load({ id }, viewer))
    return found ? answering(c, found, typed.answer, outcome.refusals) : c.notFound()
  })

  router.get('/documents/:id/history', 'document.read', load, (c, _viewer, found) =>
    c.html(<HistoryPage view={c.get('view')} found={found} />),
  )

  router.post('/documents/:id/versions', 'document.write', documentId, async (c, viewer, id) => {
    const typed = typedOf(SUBMISSION, formOf(c))
    const outcome = await actions.submitDocument(context, viewer, id, typed)
    if (outcome?.ok) return goTo(c, `/documents/${id}?done=submitted`)
    const found = outcome && (await load({ id }, viewer))
    if (!found) return c.notFound()
    const page = await documentPage(c, viewer, found, { typed, refusals: outcome.refusals })
    return c.html(page, statusOf(c, outcome.refusals))
  })

  router.get('/documents/:id/versions/:version', 'document.read', loadVersion, (c, _viewer, { found, version }) =>
    c.html(versionPage(c, found, version)),
  )

  router.get(
    '/documents/:id/versions/:version/file.docx',
    'document.read',
    loadVersion,
    async (_c, viewer, { found, version }) => {
      const bytes = await toDocx(toFilled(readContent(version), templateOf(found)))
      await actions.noteExport(context, viewer, version, 'docx')
      return file(bytes, WORD, nameOf(version, 'docx'), 'attachment')
    },
  )

  router.get('/documents/:id/versions/:version/file.pdf', 'document.read', loadVersion, async (c, viewer, { found, version }) => {
    const made = await setRule(toPrinted(toFilled(readContent(version), templateOf(found)), version.putAt))
    if (!made.ok) return c.html(versionPage(c, found, version, {}, made.refusals), statusOf(c, made.refusals))
    await actions.noteExport(context, viewer, version, 'pdf')
    return file(made.value, 'application/pdf', nameOf(version, 'pdf'), 'inline')
  })

  router.post('/documents/:id/versions/:version/approval', 'document.approve', placeOf, async (c, viewer, place) => {
    const typed = typedOf(DECISION, formOf(c))
    return decided(c, viewer, place, 'approved', await actions.approveDocument(context, viewer, place, typed), typed)
  })

  router.post('/documents/:id/versions/:version/return', 'document.approve', placeOf, async (c, viewer, place) => {
    const typed = typedOf(DECISION, formOf(c))
    return decided(c, viewer, place, 'returned', await actions.returnDocument(context, viewer, place, typed), typed)
  })

  router.post('/documents/:id/versions/:version/withdrawal', 'document.write', placeOf, async (c, viewer, place) =>
    decided(c, viewer, place, 'withdrawn', await actions.withdrawDocument(context, viewer, place)),
  )

  router.post('/documents/:id/versions/:version/publication', 'document.announce', placeOf, async (c, viewer, place) =>
    decided(c, viewer, place, 'published', await actions.publishDocument(context, viewer, place)),
  )

  async function load({ id }: { id: string }, viewer: Viewer): Promise<actions.DocumentView | undefined> {
    const known = parseId<DocumentId>(id)
    return known && (await actions.readDocument(context, viewer, known))
  }

  async function loadVersion(params: { id: string; version: string }, viewer: Viewer) {
    const found = await load(params, viewer)
    const version = found?.versions.find(({ number }) => String(number) === params.version)
    return found && version && { found, version }
  }

  function templateOf({ document }: actions.DocumentView): Template | undefined {
    return document.template === null ? undefined : actions.templateNamed(context, document.template, document.lang)
  }

  async function documentPage(c: WebContext, viewer: Viewer, found: actions.DocumentView, more: Partial<DocumentPageProps>) {
    const served = await actions.listServed(context, viewer, found.document)
    const own = { view: c.get('view'), found, template: templateOf(found), typed: {}, refusals: [], done: undefined, served }
    return <DocumentPage {...own} {...more} />
  }

  function versionPage(
    c: WebContext,
    found: actions.DocumentView,
    version: DocumentVersion,
    typed: Partial<Typed<typeof DECISION>> = {},
    refusals: readonly Refusal[] = [],
  ) {
    return <VersionPage {...{ view: c.get('view'), found, version, template: templateOf(found), typed, refusals }} />
  }

  function beginPage(c: WebContext, typed: Typed<typeof BEGINNING>, refusals: readonly Refusal[] = []) {
    const view = c.get('view')
    const lang = typed.lang === 'en' ? 'en' : 'ja'
    const template = actions.templateNamed(context, typed.template, lang)
    const content = template && { ...empty(typed.title, lang), template: template.id }
    const answers = template && actions.answersFor(template, typed.answer)
    const sections = template ? sectionsFrom(template, answers?.ok ? answers.value : {}, DEFAULT_EDITION, lang) : []
    const told = refusals.length > 0 || !answers || answers.ok ? refusals : answers.refusals
    return <BeginPage {...{ view, template, typed, content: content && { ...content, sections }, refusals: told }} />
  }

  function answering(
    c: WebContext,
    found: actions.DocumentView,
    answers: Readonly<Record<string, string>>,
    refusals: readonly Refusal[] = [],
  ): Response | Promise<Response> {
    const template = templateOf(found)
    if (!template) return c.notFound()
    const { document } = found
    const read = actions.answersFor(template, answers)
    const [before, after] = [document.answers, read.ok ? read.value : document.answers].map((given) =>
      sectionsFrom(template, given, document.edition, document.lang),
    )
    const content = { ...document, sections: refilled(document.sections, before ?? [], after ?? []) }
    const told = refusals.length > 0 || read.ok ? refusals : read.refusals
    const view = c.get('view')
    const asked = actions.templateNamed(context, template.id, view.lang) ?? template
    const page = <AnsweringPage {...{ view, found, template, asked, content, answers, refusals: told }} />
    return c.html(page, statusOf(c, told))
  }

  /** On to the document after something was done with a version of it, or that version again with what was refused. */
  async function decided(
    c: WebContext,
    viewer: Viewer,
    place: { document: DocumentId; number: number },
    done: Done,
    outcome: Outcome<unknown> | undefined,
    typed: Partial<Typed<typeof DECISION>> = {},
  ): Promise<Response> {
    if (outcome?.ok) return goTo(c, `/documents/${place.document}?done=${done}`)
    const loaded = outcome && (await loadVersion({ id: place.document, version: String(place.number) }, viewer))
    if (!loaded) return c.notFound()
    return c.html(versionPage(c, loaded.found, loaded.version, typed, outcome.refusals), statusOf(c, outcome.refusals))
  }
}

/** What sending an edit again would change of a document as it stands now. */
function differencesTo(document: DocumentContent, typed: Typed<typeof EDIT>) {
  let count = 0
  const newId = () => {
    count += 1
    return `new-${count}`
  }
  const edit = {
    ...typed,
    criteria: {},
    drop: Object.fromEntries(Object.entries(typed.drop).map(([id, sent]) => [id, sent === '1'])),
  }
  const sections = edited(document.sections, edit, { edition: document.edition, newId })
  return differencesBetween(document, { ...document, title: typed.title, sections })
}

function empty(title: string, lang: DocumentContent['lang']): DocumentContent {
  return { title, template: null, lang, edition: DEFAULT_EDITION, sections: [], reviewMonths: 12 }
}

function nameOf(version: DocumentVersion, ending: string): string {
  return `${readContent(version).title}_v${version.number}_${dayInJapan(version.putAt)}.${ending}`
}

function documentId({ id }: { id: string }): DocumentId | undefined {
  return parseId<DocumentId>(id)
}

function placeOf({ id, version }: { id: string; version: string }): { document: DocumentId; number: number } | undefined {
  const document = parseId<DocumentId>(id)
  return document && /^[1-9]\d{0,5}$/.test(version) ? { document, number: Number(version) } : undefined
}
