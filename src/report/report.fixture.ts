import { attain } from '../assessment/attainment.ts'
import { carriedFrom, EMPTY_ANSWER } from '../assessment/fields.ts'
import type { Criterion, Kind, Requirement } from '../catalogue/criterion.ts'
import type { Edition, Target } from '../catalogue/edition.ts'
import type { ReportAnswer } from './criterion-row.ts'
import { type GapReport, type GapReportInput, toGapReport } from './gap-report.ts'

/** A small edition for the tests of this folder: 3 categories, 4 requirements, 6 criteria of ★3 and 4 that ★4 adds. */
export const EDITION: Edition = editionOf([
  requirement('1-1-1', 'ルールの整備', [
    criterion('1-1-1-1', 3, 'rule'),
    criterion('1-1-1-2', 3, 'notice'),
    criterion('1-1-1-3', 4, 'check'),
  ]),
  requirement('1-2-1', '推進の体制', [criterion('1-2-1-1', 3, 'organisation'), criterion('1-2-1-2', 4, 'record')]),
  requirement('4-1-1', 'IDの管理', [
    criterion('4-1-1-1', 3, 'setting'),
    criterion('4-1-1-2', 3, 'operation'),
    criterion('4-1-1-10', 3, 'check'),
  ]),
  requirement('5-1-1', 'ログの監視', [criterion('5-1-1-1', 4, 'operation'), criterion('5-1-1-2', 4, 'setting')]),
])

const AS_OF = '2026-11-23T01:02:03.000Z'

export function answer(criterion: string, status: ReportAnswer['status'], more: Partial<ReportAnswer> = {}): ReportAnswer {
  return {
    ...carriedFrom(EMPTY_ANSWER, () => ''),
    criterion,
    status,
    confirmed: false,
    changedAt: AS_OF,
    ...more,
  }
}

/** Every place of a criterion once: met with and without evidence, confirmed and awaiting 該当なし, and one unanswered. */
export const MIXED: ReportAnswer[] = [
  answer('1-1-1-1', 'met', { evidence: '情報セキュリティ規程 第3版' }),
  answer('1-1-1-2', 'met'),
  answer('1-1-1-3', 'notApplicable', { reason: '対象がない', confirmed: true }),
  answer('1-2-1-1', 'partial', { state: '口頭で決まっている', plan: '規程に書く', assignee: '佐藤 健' }),
  answer('4-1-1-1', 'unmet', { reason: '共有IDを使っている' }),
  answer('4-1-1-2', 'planned', { plan: '2027年3月に始める' }),
  answer('4-1-1-10', 'notApplicable', { reason: '外部に任せている' }),
  answer('5-1-1-1', 'unmet'),
]

export function input(target: Target, answers: ReportAnswer[], more: Partial<GapReportInput> = {}): GapReportInput {
  return {
    lang: 'ja',
    edition: EDITION,
    attainment: attain(EDITION, target, answers),
    answers,
    organisation: '見本製作所株式会社',
    title: '2026年度 自己評価',
    asOf: AS_OF,
    trend: null,
    scope: null,
    scopeNotes: '',
    demo: false,
    source: '見本.xlsx',
    ...more,
  }
}

export function report(target: Target, answers: ReportAnswer[], more: Partial<GapReportInput> = {}): GapReport {
  return toGapReport(input(target, answers, more))
}

function criterion(id: string, level: 3 | 4, kind: Kind): Criterion {
  return {
    id,
    level,
    csf: 'GV',
    kind,
    question: `${id} のことをしていますか。`,
    en: `Is ${id} done?`,
    points: [{ id: 'done', text: 'している' }],
    evidence: ['記録'],
    why: `${id} が必要な理由`,
    closing: [`${id} を始める`, `${id} を記録する`],
  }
}

function requirement(id: string, name: string, criteria: Criterion[]): Requirement {
  return {
    id,
    name,
    en: id,
    summary: `${name}をする`,
    quick: { question: `${name}をしていますか。`, hint: 'ヒント', first: 'はじめに' },
    criteria,
  }
}

function editionOf(requirements: Requirement[]): Edition {
  const count = { requirements: 0, star3: 0, star4: 0 }
  const texts: Omit<Edition, 'english'> = {
    id: '2026-03-27',
    title: '見本の評価基準',
    en: 'Sample',
    status: 'final',
    published: '2026-03-27',
    publisher: '見本',
    categories: [
      { id: '1', name: 'ガバナンスの整備', en: 'Governance', about: '-', counts: count },
      { id: '4', name: '攻撃等の防御', en: 'Defence', about: '-', counts: count },
      { id: '5', name: '攻撃等の検知', en: 'Detection', about: '-', counts: count },
    ],
    counts: { ...count, star3Requirements: 0, star4OnlyRequirements: 0 },
    sources: [],
    groups: [],
    requirements,
    criteria: requirements.flatMap((one) => one.criteria),
    errata: [],
  }
  return { ...texts, english: texts }
}
