import type { AssessmentId, PersonId } from '../kernel/ids.ts'
import { dayInJapan, type Instant } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'
import type { Standing } from '../standing/status.ts'
import { ADVICE_WORDS, type Advice, type AdviceKind } from './advice.ts'
import type { Cause } from './version.ts'

/** A change of one answer by somebody else, as its version tells it. */
export type Change = {
  assessment: AssessmentId
  criterion: string
  cause: Cause
  by: PersonId
  at: Instant
  was: Standing
  is: Standing
  /** Who owns the answer since, and who did before. */
  assignee: PersonId | null
  had: PersonId | null
  /** Whoever reads the news wrote an earlier version of it. */
  own: boolean
}

const KINDS = ['assigned', 'handed', 'confirmed', 'imported', 'unimported', 'answered'] as const

/** What somebody did in an assessment on a day, to several answers at once: news of one kind. `handed`: assigned to somebody else. */
export type News = {
  kind: (typeof KINDS)[number]
  assessment: AssessmentId
  by: PersonId
  /** The last of the changes. */
  at: Instant
  /** It is about answers that whoever reads it owns or wrote, or about many at once. */
  concerns: boolean
  criteria: { criterion: string; was: Standing; is: Standing }[]
}

/** The changes as news for a person, the newest first: what one colleague did on one day to one assessment in one way is one line. */
export function toNews(changes: readonly Change[], reader: PersonId): News[] {
  const found = new Map<string, News>()
  for (const change of changes.toSorted((one, other) => one.at.localeCompare(other.at))) {
    const kind = kindOf(change, reader)
    const concerns =
      kind === 'assigned' || kind === 'imported' || kind === 'unimported' || change.assignee === reader || change.own
    const key = [change.assessment, change.by, kind, kind === 'imported' ? change.at : dayInJapan(change.at), concerns].join()
    const news = found.get(key) ?? { kind, assessment: change.assessment, by: change.by, at: change.at, concerns, criteria: [] }
    const before = news.criteria.find(({ criterion }) => criterion === change.criterion)
    if (before) before.is = change.is
    else news.criteria.push({ criterion: change.criterion, was: change.was, is: change.is })
    found.set(key, { ...news, at: change.at })
  }
  return [...found.values()].toSorted((one, other) => other.at.localeCompare(one.at))
}

/** The news as a sentence; `name` is who did it. */
export function sayNews({ kind, criteria: { length } }: News, name: string): Words {
  return SENTENCES[kind](name, length)
}

/** What somebody said of criteria of an assessment on a day, in one way: beside answers, which stay as they are. */
export type AdviceNews = { kind: AdviceKind; assessment: AssessmentId; by: PersonId; at: Instant; criteria: string[] }

/** What was said as news, the newest first: what one person said on one day in one assessment in one way is one line. */
export function toAdviceNews(
  said: readonly (Pick<Advice, 'kind' | 'criterion' | 'writtenBy' | 'writtenAt'> & { assessment: AssessmentId })[],
): AdviceNews[] {
  const found = new Map<string, AdviceNews>()
  for (const { kind, assessment, criterion, writtenBy: by, writtenAt: at } of said) {
    const key = [assessment, by, kind, dayInJapan(at)].join()
    const news = found.get(key) ?? { kind, assessment, by, at, criteria: [] }
    if (!news.criteria.includes(criterion)) news.criteria.push(criterion)
    found.set(key, { ...news, at: at > news.at ? at : news.at })
  }
  return [...found.values()].toSorted((one, other) => other.at.localeCompare(one.at))
}

/** The same as a sentence; `name` is who said it. */
export function sayAdviceNews({ kind, criteria: { length } }: AdviceNews, name: string): Words {
  return {
    ja: `${name}さんが、${length}件の評価基準に${ADVICE_WORDS[kind].ja}を書きました`,
    en: `${name} wrote a ${ADVICE_WORDS[kind].en.toLowerCase()} on ${length} ${length === 1 ? 'criterion' : 'criteria'}`,
  }
}

function kindOf({ cause, assignee, had }: Change, reader: PersonId): News['kind'] {
  if (cause === 'import') return 'imported'
  if (cause === 'unimport') return 'unimported'
  if (assignee === reader && had !== reader) return 'assigned'
  if (cause === 'assign') return 'handed'
  return cause === 'confirm' ? 'confirmed' : 'answered'
}

const SENTENCES: Record<News['kind'], (name: string, count: number) => Words> = {
  assigned: (name, count) => ({
    ja: `${name}さんが、あなたに${count}件を割り当てました`,
    en: `${name} assigned ${count} criteria to you`,
  }),
  handed: (name, count) => ({ ja: `${name}さんが、${count}件の担当を決めました`, en: `${name} assigned ${count} criteria` }),
  confirmed: (name, count) => ({
    ja: `${name}さんが、「該当なし」を${count}件確認しました`,
    en: `${name} confirmed ${count} as not applicable`,
  }),
  imported: (name, count) => ({
    ja: `${name}さんが表を取り込み、${count}件の回答が変わりました`,
    en: `${name} imported a sheet: ${count} answers changed`,
  }),
  unimported: (name, count) => ({
    ja: `${name}さんが取り込みを元に戻し、${count}件の回答が変わりました`,
    en: `${name} took an import back: ${count} answers changed`,
  }),
  answered: (name, count) => ({ ja: `${name}さんが、${count}件の回答を書きました`, en: `${name} wrote ${count} answers` }),
}
