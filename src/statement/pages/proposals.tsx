import type { FC } from 'hono/jsx'
import type { AssessmentHead } from '../../assessment/actions.ts'
import type { Answer } from '../../assessment/index.ts'
import { type Edition, editionIn } from '../../catalogue/index.ts'
import { type LinkedControl, PROSPECT_WORDS, type Proposal, UNOFFICIAL_WORDS } from '../../crosswalk/index.ts'
import { addDays } from '../../kernel/calendar.ts'
import type { Typed } from '../../kernel/form.ts'
import { dayInJapan, toJapaneseDate, toWordsInJapan } from '../../kernel/instant.ts'
import type { Refusal, Words } from '../../kernel/refusal.ts'
import { StandingChip } from '../../standing/chip.tsx'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Notice, Refusals, Trail } from '../../ui/components.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import type { TAKING } from '../forms.ts'
import { KEPT_FOR_DAYS } from '../read-statement.ts'
import type { StatementDraft } from '../store.ts'
import { ProposalRow } from './proposal-row.tsx'
import { Reading } from './reading.tsx'
import { titleOf } from './title.ts'

type ProposalsProps = {
  view: View
  head: AssessmentHead
  edition: Edition
  answers: ReadonlyMap<string, Answer>
  draft: StatementDraft & { by: string }
  controls: readonly LinkedControl[]
  /** For each criterion of the target. */
  proposals: readonly Proposal[]
  refusals: readonly Refusal[]
  /** What was chosen, where the page is shown again. */
  typed: Typed<typeof TAKING>
  written: number | undefined
}

/** How the page groups them: what is partly there and also asks for a number, which no statement shows, stands by itself. */
const GROUPS = ['likely', 'partly', 'numbers', 'new'] as const
type GroupName = (typeof GROUPS)[number]

const GROUP_WORDS: Record<GroupName, Words> = {
  ...PROSPECT_WORDS,
  numbers: { ja: '一部ありそう、数値は確かめ直す', en: 'Partly there, its numbers to be checked' },
}

function groupOf({ prospect, numbers }: Proposal): GroupName {
  return prospect === 'partly' && numbers.length > 0 ? 'numbers' : prospect
}

/** What a 適用宣言書 makes likely, criterion by criterion; a person says of each what it is, and only that is written. */
export const ProposalsPage: FC<ProposalsProps> = (props) => {
  const { view, head, draft, proposals, answers, refusals, written } = props
  const address = view.to(`/assessments/${head.id}/iso-27001`)
  const answered = proposals.filter(({ id }) => isAnswered(answers.get(id)))
  const open = proposals.filter((proposal) => !answered.includes(proposal))
  return (
    <AssessmentFrame view={view} head={head} part="files" title={titleOf(view)}>
      <Trail
        view={view}
        steps={[
          {
            href: view.to(`/assessments/${head.id}/files`),
            words: view.t('報告書・取り込み・書き出し', 'Report, import, export'),
          },
        ]}
        here={titleOf(view)}
      />
      <h1>{titleOf(view)}</h1>
      {written === undefined ? null : (
        <SavedNote>
          {view.t(
            `${written}件の回答を書き込みました。取り消すときは「報告書・取り込み・書き出し」からまとめて戻せます。`,
            `${written} answers were written. “Report, import, export” can take them back together.`,
          )}
        </SavedNote>
      )}
      <Source {...props} />
      <Refusals view={view} refusals={refusals} />
      <Notice tone="info" title={view.t('見込みは、回答ではありません', 'A presumption is no answer')}>
        <p>
          {view.t(
            '証跡を確かめ、評価基準の文と照らしてから選んでください。選ぶまで、どの評価基準も「満たす」にはなりません。',
            'Look at the evidence and at what the criterion asks before you choose. Until you do, nothing is met.',
          )}{' '}
          {view.say(UNOFFICIAL_WORDS)}
        </p>
      </Notice>
      <ul class="prospects">
        {GROUPS.map((name) => (
          <li>
            <a href={`#${name}`} class={name}>
              <strong>{String(proposals.filter((one) => groupOf(one) === name).length)}</strong> {view.say(GROUP_WORDS[name])}
            </a>
          </li>
        ))}
      </ul>
      <Reading view={view} reading={draft.reading} controls={props.controls} />
      <form method="post" action={`${address}/answers`} class="proposals">
        <input type="hidden" name="statement" value={draft.id} />
        {GROUPS.map((name) => (
          <Group {...props} name={name} proposals={open.filter((one) => groupOf(one) === name)} />
        ))}
        {open.length === 0 ? (
          <p>{view.t('すべての評価基準に回答があります。', 'Every criterion is answered.')}</p>
        ) : (
          <div class="take-bar">
            <button type="submit" class="large">
              {view.t('選んだ評価を書き込む', 'Write what I chose')}
            </button>
            <p class="quiet">{view.t('「あとで」の評価基準には、何も書きません。', '“Later” writes nothing.')}</p>
          </div>
        )}
      </form>
      <Answered {...props} proposals={answered} />
    </AssessmentFrame>
  )
}

function isAnswered(answer: Answer | undefined): boolean {
  return (answer?.status ?? null) !== null
}

/** Which file it was, until when what was read is kept, and the ways to another one, to another reading, and to none. */
const Source: FC<ProposalsProps> = ({ view, head, draft }) => {
  const address = view.to(`/assessments/${head.id}/iso-27001`)
  const until = addDays(dayInJapan(draft.uploadedAt), KEPT_FOR_DAYS)
  return (
    <>
      <p class="lead">
        {view.t(
          `「${draft.fileName}」(${toWordsInJapan(draft.uploadedAt, 'ja')}、${draft.by})から立てた見込みです。${toJapaneseDate(until)}ごろに消えます。`,
          `From “${draft.fileName}” (${toWordsInJapan(draft.uploadedAt, 'en')}, ${draft.by}). It is forgotten around ${until}.`,
        )}
      </p>
      <div class="actions">
        <a class="button second small" href={`${address}/upload`}>
          {view.t('別の適用宣言書を選ぶ', 'Choose another statement')}
        </a>
        {draft.bytes ? (
          <a class="button second small" href={`${address}/reading`}>
            {view.t('読み方を変える', 'Change how it is read')}
          </a>
        ) : null}
        <form method="post" action={`${address}/removal`}>
          <button type="submit" class="text small">
            {view.t('この見込みを消す', 'Remove it')}
          </button>
        </form>
      </div>
    </>
  )
}

const ABOUT: Record<GroupName, Words> = {
  likely: {
    ja: '実施済みの管理策が、ほぼ同じことを求めています。証跡があるかを確かめます。',
    en: 'An implemented control asks for about the same. See whether there is evidence.',
  },
  partly: {
    ja: '管理策で用意したものがありそうですが、評価基準はその先も求めています。足りない所を確かめます。',
    en: 'A control has likely prepared something, and the criterion asks for more. See what is missing.',
  },
  numbers: {
    ja: '管理策で用意したものがありそうですが、評価基準は数値まで決めています。規格は数値を会社に任せているため、自社の数値を確かめます。',
    en: 'A control has likely prepared something, and the criterion sets a number that the standard leaves to each firm. Check yours.',
  },
  new: {
    ja: '適用宣言書からは、用意されていると言えません。',
    en: 'The statement does not show that anything was prepared.',
  },
}

const Group: FC<ProposalsProps & { name: GroupName }> = ({ name, ...props }) => {
  const { view, edition, proposals, answers, typed, draft, controls, head } = props
  const texts = new Map(editionIn(edition, view.lang).criteria.map((criterion) => [criterion.id, criterion]))
  return (
    <section class="area" id={name}>
      <h2>
        {view.say(GROUP_WORDS[name])}{' '}
        <span class="quiet">{view.t(`未回答 ${proposals.length}件`, `(${proposals.length} unanswered)`)}</span>
      </h2>
      <p>{view.say(ABOUT[name])}</p>
      {proposals.map((proposal) => {
        const criterion = texts.get(proposal.id)
        return criterion ? (
          <ProposalRow
            view={view}
            criterion={criterion}
            proposal={proposal}
            draft={draft}
            controls={controls}
            revision={answers.get(proposal.id)?.revision ?? 0}
            chosen={typed.verdict[proposal.id]?.split(' ')[0]}
            address={view.to(`/assessments/${head.id}/criteria/${proposal.id}`)}
          />
        ) : null
      })}
    </section>
  )
}

/** What has an answer already stays as it is, and says so. */
const Answered: FC<ProposalsProps> = ({ view, head, edition, answers, proposals }) => {
  const texts = new Map(editionIn(edition, view.lang).criteria.map((criterion) => [criterion.id, criterion]))
  return proposals.length === 0 ? null : (
    <details class="answered">
      <summary>{view.t(`回答のある評価基準 ${proposals.length}件`, `Answered already (${proposals.length})`)}</summary>
      <ul class="criteria">
        {proposals.map(({ id, prospect }) => {
          const answer = answers.get(id)
          return (
            <li>
              <a href={view.to(`/assessments/${head.id}/criteria/${id}`)}>
                <span class="id">{id}</span>
                <span class="question">{texts.get(id)?.question}</span>
                <span class="small">
                  <StandingChip view={view} standing={answer?.status ?? 'unanswered'} confirmed={answer?.confirmation != null} />{' '}
                  {view.t(`見込み: ${PROSPECT_WORDS[prospect].ja}`, `Presumed: ${PROSPECT_WORDS[prospect].en}`)}
                </span>
              </a>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
