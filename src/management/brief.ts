import { changesSince, type FrozenPlan, hasChanged } from '../approval/index.ts'
import { daysBetween } from '../kernel/calendar.ts'
import { type Day, dayInJapan, type Instant, sayDay, toJapaneseDate, toWordsInJapan } from '../kernel/instant.ts'
import { toPercent } from '../kernel/percent.ts'
import { type Lang, type Speak, speakerOf } from '../kernel/refusal.ts'
import type { BriefSection, PrintedBrief } from '../report/index.ts'
import { dueOf, isOverdue, type Task } from '../tasks/index.ts'

/** What the page for management is made of. */
type BriefSource = {
  head: { title: string; target: 3 | 4 }
  organisation: string
  demo: boolean
  now: Instant
  settled: number
  total: number
  coverage: number
  /** The plan as it is now, the one that was approved last, and the number of the version that waits for a decision. */
  plan: FrozenPlan | undefined
  approved: { number: number; frozen: FrozenPlan } | undefined
  waiting: number | undefined
  tasks: readonly Task[]
  /** The names of people, and of tasks as the reader's language has them. */
  nameOf(person: string): string | undefined
  titleOf(task: Task): string
  /** How many 該当なし wait for a second person's word. */
  toConfirm: number
}

/** The tasks that should have been done before today, the longest overdue first. */
export function overdueIn(tasks: readonly Task[], today: Day): Task[] {
  return tasks
    .filter((task) => isOverdue(task, today))
    .toSorted((one, other) => ((dueOf(one) ?? '') < (dueOf(other) ?? '') ? -1 : 1))
}

/** The page for management in words, for the screen and for paper. No more than one page, and no jargon. */
export function toBrief(source: BriefSource, lang: Lang): PrintedBrief {
  const t = speakerOf(lang)
  const { head, settled, total, now } = source
  const name = t(`★${head.target} 経営のページ`, `★${head.target} page for management`)
  const moment = toWordsInJapan(now, lang)
  return {
    ...{ lang, asOf: now, name, title: head.title, organisation: source.organisation, settled, total },
    documentTitle: t(`${source.organisation} ${name} ${moment}時点`, `${source.organisation}, ${name} as of ${moment}`),
    scheme: t(
      'サプライチェーン強化に向けたセキュリティ対策評価制度(SCS評価制度)',
      'SCS evaluation scheme (METI) for security measures in supply chains',
    ),
    asOfWords: t(`${moment} 時点`, `As of ${moment}`),
    percent: toPercent(source.coverage),
    sentence: t(
      `★${head.target} で求められる ${total}件のうち、${settled}件がそろっています。`,
      `${settled} of the ${total} things that ★${head.target} asks for are in place.`,
    ),
    sections: [whenOf(source, t), costOf(source, t), overdueOf(source, t), decideOf(source, t), nothingOf(source, t)],
    forecast: source.plan ? forecastOf(source.plan, t) : null,
    notice: t(
      'この紙は自己評価と見積りの整理であり、★の登録や、第三者による評価の結果を示すものではありません。日数は星取の見積りです。',
      'This page sets out a self-assessment and estimates. It shows neither a registration for a ★ nor a third party’s evaluation. Days are estimates of Hoshitori.',
    ),
    demo: source.demo ? t('デモデータ(架空の組織の例)', 'Demo data (a made-up organisation)') : null,
  }
}

function whenOf({ plan, approved, waiting }: BriefSource, t: Speak): BriefSection {
  const heading = t('いつそろうか', 'When it will be in place')
  if (!plan) {
    const none = t('まだ計画がありません。いつそろうかは、言えません。', 'There is no plan yet, so no day can be said.')
    return { key: 'when', heading, lines: [none] }
  }
  const day = (at: Day | null) => (at ? sayDay({ t }, at) : t('見込めない', 'no day'))
  const state = waiting
    ? t(`計画は第${waiting}版が承認を待っています。`, `Version ${waiting} of the plan waits for approval.`)
    : !approved
      ? t('計画はまだ承認されていません。', 'The plan is not approved yet.')
      : hasChanged(changesSince(approved.frozen, plan))
        ? t(
            `計画は第${approved.number}版が承認され、そのあとで変わっています(承認のとき: ${day(approved.frozen.reached)})。`,
            `Version ${approved.number} was approved, and the plan has changed since (then: ${day(approved.frozen.reached)}).`,
          )
        : t(`計画は承認されています(第${approved.number}版)。`, `The plan is approved (version ${approved.number}).`)
  return {
    key: 'when',
    heading,
    lines: [
      plan.reached
        ? t(`${day(plan.reached)} に、すべてがそろう見込みです。`, `Everything is expected to be in place on ${plan.reached}.`)
        : t('すべてがそろう日は、まだ見込めません。', 'No day can be seen yet on which everything is in place.'),
      ...(plan.reached
        ? [
            t(
              `確かさの幅: 早ければ ${day(plan.quick)}、長引けば ${day(plan.slow)}。`,
              `How sure that is: ${day(plan.quick)} at the earliest, ${day(plan.slow)} if all takes long.`,
            ),
          ]
        : []),
      ...(plan.late && plan.by
        ? [t(`めざす日の ${day(plan.by)} には間に合いません。`, `That is later than ${plan.by}, the day that is aimed at.`)]
        : []),
      state,
    ],
  }
}

function costOf({ plan }: BriefSource, t: Speak): BriefSection {
  const heading = t('どれだけかかるか', 'What it costs')
  if (!plan) return { key: 'cost', heading, lines: [t('計画をつくると出ます。', 'Known once there is a plan.')] }
  const [low, likely, high] = plan.days
  const whole = (days: number) => Math.max(1, Math.round(days))
  return {
    key: 'cost',
    heading,
    lines: [
      t(
        `社内の仕事 およそ${whole(likely)}日分(${whole(low)}〜${whole(high)}日分)。いまの計画は、合わせて週${plan.hoursAWeek}時間です。`,
        `About ${whole(likely)} days of one person’s work inside (${whole(low)} to ${whole(high)}); the plan has ${plan.hoursAWeek} hours a week.`,
      ),
      plan.yen > 0
        ? t(`外に払う費用 ${plan.yen.toLocaleString('ja')}円。`, `¥${plan.yen.toLocaleString('en')} spent outside.`)
        : t('外に払う費用は、まだ書かれていません。', 'No spending outside is written down yet.'),
    ],
  }
}

/** So many are named. */
const MOST_NAMED = 3

function overdueOf({ tasks, now, nameOf, titleOf }: BriefSource, t: Speak): BriefSection {
  const heading = t('遅れているもの', 'What is overdue')
  const overdue = overdueIn(tasks, dayInJapan(now))
  if (overdue.length === 0) return { key: 'overdue', heading, lines: [t('ありません。', 'Nothing.')] }
  const named = overdue.slice(0, MOST_NAMED).map((task) => {
    const who = task.assignee ? (nameOf(task.assignee) ?? '') : t('担当なし', 'nobody')
    const due = dueOf(task)
    return t(`${titleOf(task)}(期限 ${due ? sayDay({ t }, due) : ''}、${who})`, `${titleOf(task)} (due ${due ?? ''}, ${who})`)
  })
  const more = overdue.length - named.length
  return {
    key: 'overdue',
    heading,
    lines: [
      t(`期限を過ぎた仕事が${overdue.length}件あります。`, `${overdue.length} tasks are past their day.`),
      ...named,
      ...(more > 0 ? [t(`ほかに${more}件。`, `${more} more.`)] : []),
    ],
  }
}

/** More than three decisions at once are none. */
const MOST_DECISIONS = 3

function decideOf({ plan, waiting, toConfirm, tasks, now, head }: BriefSource, t: Speak): BriefSection {
  const unowned = overdueIn(tasks, dayInJapan(now)).filter(({ assignee }) => assignee === null).length
  const all = [
    ...(waiting ? [t(`計画(第${waiting}版)で進めてよいか。`, `Whether to go ahead with the plan (version ${waiting}).`)] : []),
    ...(toConfirm > 0
      ? [
          t(
            `「自社には当てはまらない」とした${toConfirm}件を、そのとおりと認めるか。`,
            `Whether the ${toConfirm} said not to apply to the company indeed do not.`,
          ),
        ]
      : []),
    ...(unowned > 0
      ? [
          t(
            `期限を過ぎて担当のいない${unowned}件を、だれが受け持つか。`,
            `Who takes on the ${unowned} overdue tasks that nobody has.`,
          ),
        ]
      : []),
    ...(plan?.late ? [t('人手を増やすか、めざす日を延ばすか。', 'Whether to add hands or to move the day.')] : []),
    ...(plan ? [] : [t('週に何時間を、この仕事に使うか。', 'How many hours a week go into this work.')]),
  ]
  const asked = all.slice(0, MOST_DECISIONS)
  const none = t(
    `いまはありません。★${head.target} の手続きを始める日を考えておく時期です。`,
    `Nothing now. It is time to think of when to begin the procedure for ★${head.target}.`,
  )
  return { key: 'decide', heading: t('決めていただきたいこと', 'What to decide'), lines: asked.length > 0 ? asked : [none] }
}

function nothingOf({ settled, total, plan }: BriefSource, t: Speak): BriefSection {
  const heading = t('何もしなければ', 'If nothing is done')
  if (settled === total) {
    const lines = [
      t(
        'そろったものも、毎年の点検や記録が途切れると、示せなくなります。',
        'What is in place can no longer be shown once its yearly checks and records lapse.',
      ),
    ]
    return { key: 'nothing', heading, lines }
  }
  return {
    key: 'nothing',
    heading,
    lines: [
      t(`${total}件のうち${settled}件のまま、増えません。`, `It stays at ${settled} of ${total}.`),
      plan?.by
        ? t(
            `めざす日の ${sayDay({ t }, plan.by)} に取引先から尋ねられても、${total - settled}件はそろっていないと答えることになります。`,
            `When business partners ask on ${plan.by}, the day aimed at, the answer is that ${total - settled} are not in place.`,
          )
        : t(
            `取引先から尋ねられたとき、${total - settled}件はそろっていないと答えることになります。いつまでに要るかは、まだ決まっていません。`,
            `When business partners ask, the answer is that ${total - settled} are not in place. By when that matters is not settled yet.`,
          ),
    ],
  }
}

function forecastOf(plan: FrozenPlan, t: Speak): PrintedBrief['forecast'] {
  const [first, last] = [plan.forecast[0], plan.forecast.at(-1)]
  if (!first || !last) return null
  const end = plan.by && plan.by > last.date ? plan.by : last.date
  const length = Math.max(1, daysBetween(first.date, end))
  const at = (day: Day) => daysBetween(first.date, day) / length
  return {
    points: plan.forecast.map(({ date, coverage: value, low, high }) => ({ at: at(date), value, low, high })),
    mark: plan.by ? { at: at(plan.by), words: t(`めざす日 ${toJapaneseDate(plan.by)}`, `Aimed at ${plan.by}`) } : null,
    from: `${sayDay({ t }, first.date)} ${toPercent(first.coverage)}`,
    to: sayDay({ t }, end),
    words: t(
      `そろう割合の見込み。${sayDay({ t }, first.date)} ${toPercent(first.coverage)}、${plan.reached ? `${sayDay({ t }, plan.reached)} 100%` : 'すべてがそろう日は未定'}。帯は、早く進んだときから長引いたときまで。`,
      `Share expected to be in place: ${toPercent(first.coverage)} on ${first.date}, ${plan.reached ? `100% on ${plan.reached}` : 'no day for all of it'}. The band goes from quick to slow.`,
    ),
  }
}
