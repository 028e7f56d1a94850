import { toString as toQr } from 'qrcode'
import { z } from 'zod'
import { blankOf, plainField, readForm, typedOf } from '../kernel/form.ts'
import { type DocumentId, parseId, type ReaderId } from '../kernel/ids.ts'
import { toWordsInJapan } from '../kernel/instant.ts'
import { type Refusal, speakerOf } from '../kernel/refusal.ts'
import { setRule } from '../report/actions.ts'
import type { Viewer } from '../roles/viewer.ts'
import { toCsvFile } from '../sheets/csv.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { file } from '../web/file.ts'
import { formOf } from '../web/form.ts'
import { statusOf } from '../web/status.ts'
import * as actions from './actions.ts'
import { readContent } from './document.ts'
import { CardsPage, ReadersPage } from './pages/readers.tsx'
import { ReadingOverPage, ReadingPage } from './pages/reading.tsx'
import { CLASS_WORDS } from './reader.ts'
import { READERS } from './reader-forms.ts'

/** The form on the page behind a personal link: which version it showed. */
const READ = z.object({ sha256: plainField((sent) => sent) })

/** 周知: to whom a document is announced, their personal links, and who has acknowledged it. */
export const readerRoutes: Routes<actions.DocumentsContext> = (router, context) => {
  router.get('/documents/:id/readers', 'document.read', load, (c, _viewer, found) => {
    const { done } = c.req.query()
    const typed = blankOf(READERS)
    const told = done === 'added' || done === 'revoked' ? done : undefined
    return c.html(<ReadersPage view={c.get('view')} found={found} typed={typed} refusals={[]} done={told} />)
  })

  router.post('/documents/:id/readers', 'document.announce', documentId, async (c, viewer, id) => {
    const typed = typedOf(READERS, formOf(c))
    const outcome = await actions.addReaders(context, viewer, id, typed)
    if (outcome?.ok) return goTo(c, `/documents/${id}/readers?done=added`)
    const found = outcome && (await load({ id }, viewer))
    if (!found) return c.notFound()
    const page = <ReadersPage view={c.get('view')} {...{ found, typed, refusals: outcome.refusals, done: undefined }} />
    return c.html(page, statusOf(c, outcome.refusals))
  })

  router.post('/documents/:id/readers/:reader/revocation', 'document.announce', placeOf, async (c, viewer, place) => {
    const outcome = await actions.revokeReader(context, viewer, place)
    return outcome?.ok ? goTo(c, `/documents/${place.document}/readers?done=revoked`) : c.notFound()
  })

  router.get('/documents/:id/cards', 'document.announce', load, async (c, viewer, found) => {
    const open = found.readers.filter(({ revokedAt }) => revokedAt === null)
    const cards: { name: string; svg: string }[] = []
    for (const reader of open) {
      cards.push({ name: reader.name, svg: await toQr(actions.linkOf(context, reader), { type: 'svg', margin: 1 }) })
    }
    await actions.noteRecord(context, viewer, found, 'cards')
    return c.html(<CardsPage view={c.get('view')} found={found} cards={cards} />)
  })

  router.get('/documents/:id/acknowledgements.csv', 'document.read', load, async (c, viewer, found) => {
    const { t, say, lang } = c.get('view')
    const head = [
      t('名前', 'Name'),
      t('区分', 'Class'),
      t('メールアドレス', 'Mail'),
      t('版', 'Version'),
      'SHA-256',
      t('確認した日時', 'Acknowledged'),
    ]
    const { published } = found
    const rows = found.readers.map(({ name, class: kind, email, acknowledgedAt }) => [
      ...[name, say(CLASS_WORDS[kind]), email ?? '', published ? String(published.number) : '', published?.sha256 ?? ''],
      acknowledgedAt ? toWordsInJapan(acknowledgedAt, lang) : '',
    ])
    await actions.noteRecord(context, viewer, found, 'csv')
    const name = `${found.document.title}_${t('周知の記録', 'acknowledgements')}.csv`
    return file(new TextEncoder().encode(toCsvFile([head, ...rows])), 'text/csv; charset=utf-8', name, 'attachment')
  })

  router.get('/documents/:id/acknowledgements.pdf', 'document.read', load, async (c, viewer, found) => {
    const made = await setRule(recordOf(c, found))
    if (!made.ok) {
      const page = (
        <ReadersPage view={c.get('view')} {...{ found, typed: blankOf(READERS), refusals: made.refusals, done: undefined }} />
      )
      return c.html(page, statusOf(c, made.refusals))
    }
    await actions.noteRecord(context, viewer, found, 'pdf')
    const name = `${found.document.title}_${c.get('view').t('周知の記録', 'acknowledgements')}.pdf`
    return file(made.value, 'application/pdf', name, 'inline')
  })

  router.get('/read/:token', 'anyone', (c) => reading(c, []))

  router.post('/read/:token', 'anyone', async (c) => {
    const { sha256 } = readForm(READ, formOf(c))
    const token = c.req.param('token')
    const outcome = await actions.acknowledge(context, token, { sha256, from: c.get('from') })
    return outcome?.ok ? c.redirect(`/read/${token}`, 303) : reading(c, outcome?.refusals ?? [])
  })

  async function reading(c: WebContext, refusals: readonly Refusal[]): Promise<Response> {
    const view = c.get('view')
    const token = c.req.param('token') ?? ''
    const found = await actions.readByLink(context, token)
    if (!found) return c.html(<ReadingOverPage view={view} />, statusOf(c, [{ code: 'document.link' }]))
    const { template: id, lang } = found.content
    const template = id === null ? undefined : actions.templateNamed(context, id, lang)
    return c.html(<ReadingPage {...{ view, token, reading: found, template, refusals }} />, statusOf(c, refusals))
  }

  async function load({ id }: { id: string }, viewer: Viewer): Promise<actions.Announcement | undefined> {
    const known = parseId<DocumentId>(id)
    return known && (await actions.readAnnouncement(context, viewer, known))
  }

  /** The record of who acknowledged the version in force, as it is printed. */
  function recordOf(c: WebContext, { document, published, readers }: actions.Announcement): Parameters<typeof setRule>[0] {
    const { lang } = c.get('view')
    const t = speakerOf(lang)
    const line = (text: string) => ({ advice: '', spans: [{ text, blank: false }] })
    const said = ({ name, class: kind, acknowledgedAt }: actions.Announcement['readers'][number]) =>
      line(`${name} (${CLASS_WORDS[kind][lang]}) ${acknowledgedAt ? toWordsInJapan(acknowledgedAt, lang) : t('まだ', 'not yet')}`)
    const title = published ? readContent(published).title : document.title
    const [done, open] = [true, false].map((is) =>
      readers.filter((one) => (one.acknowledgedAt !== null) === is && (is || one.revokedAt === null)),
    )
    const about = published ? [t(`第${published.number}版`, `Version ${published.number}`), `SHA-256: ${published.sha256}`] : []
    const section = (heading: string, of: actions.Announcement['readers'] = []) =>
      of.length > 0 ? [{ heading, clauses: of.map(said), checks: [], table: null }] : []
    return {
      ...{ lang, asOf: context.now(), name: t(`周知の記録: ${title}`, `Acknowledgements: ${title}`), about, note: '' },
      sections: [...section(t('確認した人', 'Acknowledged'), done), ...section(t('まだの人', 'Not yet'), open)],
      served: { heading: '', columns: ['', ''], rows: [] },
    }
  }
}

function documentId({ id }: { id: string }): DocumentId | undefined {
  return parseId<DocumentId>(id)
}

function placeOf({ id, reader }: { id: string; reader: string }): { document: DocumentId; reader: ReaderId } | undefined {
  const [document, own] = [parseId<DocumentId>(id), parseId<ReaderId>(reader)]
  return document && own && { document, reader: own }
}
