import type { Attainment } from '../assessment/index.ts'
import { type Edition, KIND_WORDS } from '../catalogue/index.ts'
import { type Instant, toWordsInJapan } from '../kernel/instant.ts'
import { STANDING_WORDS } from '../standing/status.ts'
import { PLACE_WORDS } from './criterion-row.ts'
import { KIND_ORDER, PLACE_ORDER } from './gap.ts'

export type MethodSection = { heading: string; points: string[] }

/** How the numbers were made, how the gaps were put in order, and what the report cannot say. */
export function toMethod(edition: Edition, attainment: Attainment, asOf: Instant, demo: boolean): MethodSection[] {
  return [
    { heading: '数え方', points: counting(edition, attainment, asOf) },
    { heading: '「先にすること」の並べ方', points: ordering() },
    { heading: 'この報告書でいえないこと', points: limits(edition, attainment, demo) },
  ]
}

function counting(edition: Edition, attainment: Attainment, asOf: Instant): string[] {
  const { target, total, notApplicable, notApplicableConfirmed } = attainment
  const { met, partial, planned, notApplicable: absent, unanswered } = STANDING_WORDS
  return [
    `${toWordsInJapan(asOf)} 時点の回答を、「${edition.title}」(${edition.id})の評価基準で整理しました。この時点より後の回答の変更は含みません。評価の名前・めざす★・適用範囲は、報告書を作ったときのものです。`,
    `分母は ★${target} の評価基準 ${total}件のすべてです${target === 4 ? '(★3 の評価基準を含みます)' : ''}。${unanswered.ja}のものも分母に含めます。`,
    `${partial.ja}と${planned.ja}は、${met.ja}に数えません。${partial.ja}を半分に数えることもしません。`,
    `${absent.ja}は、理由があり、2人目が確認したときだけ、${met.ja}と同じように数えます。いま確認済みは ${notApplicableConfirmed}件、確認待ちは ${notApplicable - notApplicableConfirmed}件です。`,
    `要求事項は、★${target} までの評価基準がすべて${met.ja}か、${absent.ja}と確認されているときに ○、そうでないときに × とします。`,
    'この報告書のどの数も、付録の番号をたどると、もとの回答に行き着きます。',
  ]
}

function ordering(): string[] {
  return [
    `はじめに評価の順(${PLACE_ORDER.map((place) => PLACE_WORDS[place].words).join('、')})、次に ★3、★4 の順、次に種類の順(${KIND_ORDER.map((kind) => KIND_WORDS[kind].ja).join('、')})、最後に番号の順に並べています。`,
    `種類の順は、すぐに守りが変わるもの(${KIND_WORDS.setting.ja}、${KIND_WORDS.operation.ja})を先に、しくみができてから行うもの(${KIND_WORDS.record.ja}、${KIND_WORDS.check.ja})を後にしたものです。`,
    '危険の大きさを点数にすることはしていません。自社の事情に合わせて、順番を変えてかまいません。',
  ]
}

function limits(edition: Edition, attainment: Attainment, demo: boolean): string[] {
  return [
    '回答は自己評価です。この報告書を作るときに、回答の内容や証跡を第三者が確かめてはいません。',
    attainment.target === 3
      ? '★3 は、専門家の確認と助言、経営層の自己適合宣誓を経て、制度の運用者に登録されるものです。'
      : '★4 は、評価機関と技術検証事業者の評価を経て、制度の運用者に登録されるものです。',
    '★の登録を約束するものではありません。「よくある進め方」は一般的な例で、特定の製品やサービスを勧めるものではありません。',
    '評価基準の文は、星取 が平易な質問に言い直したものです。正式な文は、制度の運用者が公表する資料で確かめてください。',
    '該当なしを認めるかどうかは、制度の手続きで確認する人の判断によります。',
    ...(edition.status === 'draft'
      ? ['この評価は、意見募集のときの案にもとづいています。確定した版とは、番号や内容が異なります。']
      : []),
    ...(demo ? ['デモデータです。組織も回答も架空のもので、実在の組織とは関係がありません。'] : []),
  ]
}
