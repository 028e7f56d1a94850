import type { CatalogueContext } from '../catalogue/index.ts'
import { DEFAULT_EDITION } from '../catalogue/index.ts'
import { decideForm, readForm, typedOf } from '../kernel/form.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { goTo } from '../web/address.ts'
import type { Routes, WebContext } from '../web/app.tsx'
import { formOf } from '../web/form.ts'
import { sentForm } from '../web/sent-form.ts'
import { statusOf } from '../web/status.ts'
import { takeOver } from './actions.ts'
import { QuestionsPage } from './pages/questions.tsx'
import { ResultPage } from './pages/result.tsx'
import { BrokenLinkPage, StartPage } from './pages/start.tsx'
import {
  CARRIED,
  givenIn,
  parseQuick,
  parseSheet,
  type QuickSheet,
  questionsFor,
  quickForm,
  TAKE_OVER,
  toQuery,
} from './quick-answers.ts'

/** The quick assessment: its answers travel in the address, and only taking it over stores something. */
export const quickRoutes: Routes<CatalogueContext> = (router, context) => {
  router.get('/quick', 'anyone', (c) => {
    const edition = context.edition(DEFAULT_EDITION)
    const questions = { 3: questionsFor(edition, 3).length, 4: questionsFor(edition, 4).length }
    return c.html(<StartPage view={c.get('view')} questions={questions} />)
  })

  router.get('/quick/questions', 'anyone', (c) => {
    const { e = DEFAULT_EDITION, t, a } = c.req.query()
    if (t === undefined) return goTo(c, '/quick')
    const quick = parseQuick({ e, t })
    const sheet = a === undefined && quick.ok ? blank(quick.value) : parseSheet({ e, t, a }, context.edition)
    return sheet.ok ? questionsPage(c, sheet.value) : brokenLink(c, sheet.refusals[0])
  })

  router.post('/quick/result', 'anyone', async (c) => {
    const quick = parseQuick(readForm(CARRIED, formOf(c)))
    if (!quick.ok) return brokenLink(c, quick.refusals[0], 'sent')
    const edition = context.edition(quick.value.edition)
    const questions = quickForm(questionsFor(edition, quick.value.target))
    const answers = decideForm(questions, typedOf(questions, formOf(c)))
    if (!answers.ok) return brokenLink(c, answers.refusals[0], 'sent')
    const sheet = { ...quick.value, answers: givenIn(answers.value) }
    if (sheet.answers.size === 0) return questionsPage(c, sheet, [NOTHING_ANSWERED])
    return goTo(c, `/quick/result?${toQuery(edition, sheet)}`)
  })

  router.get('/quick/result', 'anyone', (c) => {
    const sheet = parseSheet(c.req.query(), context.edition)
    if (!sheet.ok) return brokenLink(c, sheet.refusals[0])
    return c.html(<ResultPage view={c.get('view')} edition={context.edition(sheet.value.edition)} sheet={sheet.value} />)
  })

  router.post('/quick/assessments', 'assessment.begin', async (c, viewer) => {
    const parsed = parseSheet(readForm(CARRIED, formOf(c)), context.edition)
    if (!parsed.ok) return brokenLink(c, parsed.refusals[0], 'sent')
    const sheet = parsed.value
    const typed = typedOf(TAKE_OVER, formOf(c))
    const outcome = await takeOver(context, viewer, sheet, typed, await sentForm(c, context.now()))
    if (outcome.ok) return goTo(c, `/assessments/${outcome.value}`)
    const edition = context.edition(sheet.edition)
    const view = { ...c.get('view'), path: c.get('view').to(`/quick/result?${toQuery(edition, sheet)}`) }
    const refusals = outcome.refusals
    return c.html(
      <ResultPage view={view} edition={edition} sheet={sheet} typed={typed} refusals={refusals} />,
      statusOf(c, refusals),
    )
  })

  function questionsPage(c: WebContext, sheet: QuickSheet, refusals: Refusal[] = []): Response | Promise<Response> {
    const view = {
      ...c.get('view'),
      path: c.get('view').to(`/quick/questions?${toQuery(context.edition(sheet.edition), sheet)}`),
    }
    const page = <QuestionsPage view={view} edition={context.edition(sheet.edition)} sheet={sheet} refusals={refusals} />
    return c.html(page, statusOf(c, refusals))
  }
}

function blank(quick: Pick<QuickSheet, 'edition' | 'target'>): { ok: true; value: QuickSheet } {
  return { ok: true, value: { ...quick, answers: new Map() } }
}

function brokenLink(c: WebContext, refusal: Refusal, sent?: 'sent'): Response | Promise<Response> {
  return c.html(
    <BrokenLinkPage view={c.get('view')} words={c.get('view').say(refusal.words)} />,
    sent ? statusOf(c, [refusal]) : 404,
  )
}

const NOTHING_ANSWERED: Refusal = {
  code: 'quick.nothing-answered',
  words: {
    ja: 'まだ1つも答えていません。1問でも答えると、結果が見られます。',
    en: 'Nothing is answered yet. One answer is enough for a result.',
  },
}
