import type { Child, FC } from 'hono/jsx'
import type { AssessmentId } from '../kernel/ids.ts'
import { seesAnswers, seesEverything } from '../roles/sight.ts'
import { Notice, Star } from './components.tsx'
import { Page } from './page.tsx'
import { Tabs } from './tabs.tsx'
import type { View } from './view.ts'

/** What the frame says of the assessment. */
type Head = { id: AssessmentId; title: string; target: 3 | 4; edition: string }
type Part =
  | 'overview'
  | 'criteria'
  | 'evidence'
  | 'issues'
  | 'plan'
  | 'tasks'
  | 'management'
  | 'scope'
  | 'assignments'
  | 'files'
  | 'settings'

/** The frame of every page of one assessment: its name and its parts. */
export const AssessmentFrame: FC<{
  view: View
  head: Head
  part: Part
  title: string
  wide?: boolean
  children?: Child
}> = ({ view, head, part, title, wide = false, children }) => (
  <Page view={view} title={`${title} - ${head.title}`} area="assessments" wide={wide}>
    <div class="assessment-head">
      <p>
        <a href={view.to(`/assessments/${head.id}`)}>{head.title}</a> <Star level={head.target} />{' '}
        <span class="quiet">{view.t(`${head.edition}版`, `Edition ${head.edition}`)}</span>
      </p>
      <Tabs label={view.t('この評価のページ', 'Pages of this assessment')} current={part} tabs={partsOf(view, head)} />
    </div>
    <SignedOut view={view} />
    {children}
  </Page>
)

/** Stays hidden until a script hears that nobody is signed in any more; what was typed waits on the page. */
const SignedOut: FC<{ view: View }> = ({ view }) => (
  <div id="signed-out" class="signed-out" role="alert" hidden>
    <Notice tone="warn" title={view.t('サインインが切れました', 'You were signed out')}>
      <p>
        {view.t(
          '入力したものは、この画面に残っています。閉じずに、別のタブでサインインしてください。サインインすると、続きは自動で保存されます。',
          'What you typed is still on this page. Leave it open and sign in, in another tab: it is then saved by itself.',
        )}
      </p>
      <p>
        <a class="button" href="/sign-in?next=/signed-in" target="_blank" rel="noopener">
          {view.t('別のタブでサインインする', 'Sign in, in another tab')}
        </a>
      </p>
    </Notice>
  </div>
)

function partsOf(view: View, head: Head): { name: Part; href: string; words: string }[] {
  const base = view.to(`/assessments/${head.id}`)
  const answers = view.viewer !== undefined && seesAnswers(view.viewer)
  const parts: { name: Part; href: string; words: string; shown: boolean }[] = [
    { name: 'overview', href: base, words: view.t('全体像', 'Overview'), shown: view.may('assessment.summary') },
    view.may('assessment.answer')
      ? { name: 'criteria', href: `${base}/criteria?at=unanswered`, words: view.t('回答する', 'Answer'), shown: answers }
      : { name: 'criteria', href: `${base}/criteria`, words: view.t('回答を見る', 'Answers'), shown: answers },
    {
      name: 'evidence',
      href: `${base}/evidence`,
      words: view.t('証跡', 'Evidence'),
      shown: view.viewer !== undefined && seesEverything(view.viewer) && view.may('evidence.read'),
    },
    { name: 'issues', href: `${base}/issues`, words: view.t('課題', 'Issues'), shown: answers && view.may('issues.read') },
    { name: 'plan', href: `${base}/plan`, words: view.t('計画', 'Plan'), shown: answers && view.may('issues.read') },
    { name: 'tasks', href: `${base}/tasks`, words: view.t('対応', 'Tasks'), shown: answers && view.may('tasks.read') },
    {
      name: 'management',
      href: `${base}/management`,
      words: view.t('経営', 'Management'),
      shown: answers && view.may('issues.read'),
    },
    {
      name: 'scope',
      href: `${base}/scope`,
      words: view.t('適用範囲', 'Scope'),
      shown: answers && view.may('assessment.summary'),
    },
    {
      name: 'assignments',
      href: `${base}/assignments`,
      words: view.t('割り当て', 'Assignments'),
      shown: view.may('assessment.assign'),
    },
    {
      name: 'files',
      href: `${base}/files`,
      words: view.t('報告書・取り込み・書き出し', 'Report, import, export'),
      shown: answers && view.may('report.read'),
    },
    { name: 'settings', href: `${base}/settings`, words: view.t('設定', 'Settings'), shown: view.may('assessment.settings') },
  ]
  return parts.filter(({ shown }) => shown)
}
