import type { Words } from '../kernel/refusal.ts'
import type { Change } from './changes.ts'
import type { Audience, CsfFunction, Duty, Kind, Threshold, Trigger } from './criterion.ts'
import type { Erratum } from './edition.ts'

export const KIND_WORDS: Record<Kind, Words> = {
  rule: { ja: 'ルール・手順', en: 'Rule or procedure' },
  notice: { ja: '周知・教育', en: 'Telling and teaching' },
  operation: { ja: '運用', en: 'Operation' },
  check: { ja: '定期の点検', en: 'Periodic check' },
  record: { ja: '台帳・記録', en: 'Register or record' },
  setting: { ja: '設定・ツール', en: 'Setting or tool' },
  organisation: { ja: '体制・役割', en: 'Roles and organisation' },
}

/** The people whom a criterion covers or who must be told. */
export const AUDIENCE_WORDS: Record<Audience, Words> = {
  officers: { ja: '役員', en: 'Officers' },
  employees: { ja: '従業員', en: 'Employees' },
  'dispatched-workers': { ja: '派遣社員', en: 'Dispatched workers' },
  'seconded-workers': { ja: '受入出向者', en: 'Seconded workers' },
  executives: { ja: '経営層', en: 'Executives' },
  'officer-in-charge': { ja: 'セキュリティを統括する役員', en: 'Officer in charge of security' },
  'security-department': { ja: 'セキュリティ担当部署', en: 'Security department' },
  administrators: { ja: 'システムの管理者', en: 'Administrators' },
  developers: { ja: '開発する人', en: 'Developers' },
  'remote-workers': { ja: 'リモートワークをする人', en: 'Remote workers' },
  'confidential-handlers': { ja: '機密情報を扱う人', en: 'People who handle confidential information' },
  newcomers: { ja: '新しく入る人', en: 'Newcomers' },
  leavers: { ja: '退職・任期満了の人', en: 'Leavers' },
  partners: { ja: '取引先', en: 'Business partners' },
  providers: { ja: 'サービスの提供元', en: 'Service providers' },
}

/** The function of NIST CSF 2.0 that the official workbook gives for a criterion. */
export const CSF_WORDS: Record<CsfFunction, Words> = {
  GV: { ja: '統治 (GV)', en: 'Govern (GV)' },
  ID: { ja: '識別 (ID)', en: 'Identify (ID)' },
  PR: { ja: '防御 (PR)', en: 'Protect (PR)' },
  DE: { ja: '検知 (DE)', en: 'Detect (DE)' },
  RS: { ja: '対応 (RS)', en: 'Respond (RS)' },
  RC: { ja: '復旧 (RC)', en: 'Recover (RC)' },
}

export const TRIGGER_WORDS: Record<Trigger, Words> = {
  joining: { ja: '入社・受入れのとき', en: 'On joining or being accepted' },
  leaving: { ja: '退職・任期満了のとき', en: 'When someone leaves' },
  'before-work-starts': { ja: '業務を始める前', en: 'Before work starts' },
  'contract-end': { ja: '契約が終わるとき', en: 'When a contract ends' },
  disposal: { ja: '廃棄・返却のとき', en: 'On disposal or return' },
  'serious-incident': { ja: '重大なインシデントが起きたとき', en: 'After a serious incident' },
  incident: { ja: 'インシデントが起きたとき', en: 'After an incident' },
  'policy-change': { ja: '方針を改めたとき', en: 'When the policy changes' },
  'rule-change': { ja: 'ルールを改めたとき', en: 'When a rule changes' },
  'leak-suspected': { ja: '漏えいか、その疑いがあるとき', en: 'On a leak, or the suspicion of one' },
  'no-longer-needed': { ja: '不要になったとき', en: 'When no longer needed' },
  'start-of-use': { ja: '利用を始めるとき', en: 'When use begins' },
  request: { ja: '求められたとき', en: 'On request' },
}

/** When a duty falls due, as a person would say it: `年1回以上`, `…から14日以内`, `…を6か月以上保管`. */
export function dutyWords(duty: Duty): Words {
  if ('cadence' in duty) return CADENCE_WORDS[duty.cadence]
  if ('trigger' in duty) return TRIGGER_WORDS[duty.trigger]
  if ('deadline' in duty) return { ja: `${duty.from}から14日以内`, en: `Within 14 days of ${duty.en}` }
  return { ja: `${duty.of}を6か月以上保管`, en: `Keep ${duty.en} for at least 6 months` }
}

const CADENCE_WORDS: Record<'P1Y' | 'P1M', Words> = {
  P1Y: { ja: '年1回以上', en: 'At least once a year' },
  P1M: { ja: '毎月1回以上', en: 'At least once a month' },
}

/** A number of the text: `パスワードの長さ: 8文字以上`, `端末: 10回失敗したらロックされる`. */
export function thresholdWords(threshold: Threshold): Words {
  if ('failures' in threshold) {
    const { what, en, failures } = threshold
    return { ja: `${what}: ${failures}回失敗したらロックされる`, en: `${en}: locked once ${failures} attempts have failed` }
  }
  const limit = 'atLeast' in threshold ? threshold.atLeast : threshold.atMost
  const side = 'atLeast' in threshold ? { ja: '以上', en: 'at least' } : { ja: '以内', en: 'at most' }
  return { ja: `${threshold.what}: ${limit}${threshold.unit}${side.ja}`, en: `${threshold.en}: ${side.en} ${limit}` }
}

/** What became of a criterion from one edition to the next. */
export const CHANGE_WORDS: Record<Change['change'], Words> = {
  kept: { ja: '同じ', en: 'Kept' },
  reworded: { ja: '内容の変更', en: 'Changed' },
  moved: { ja: '番号の変更', en: 'Moved' },
  new: { ja: '新設', en: 'New' },
  gone: { ja: '廃止', en: 'Gone' },
}

/** How sure a fact is. */
export const CERTAINTY_WORDS: Record<Erratum['certainty'], Words> = {
  H: { ja: '確か', en: 'Sure' },
  M: { ja: 'おおむね確か', en: 'Fairly sure' },
  L: { ja: '不確か', en: 'Unsure' },
}
