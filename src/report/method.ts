import { type Attainment, KIND_ORDER, PLACE_ORDER } from '../assessment/index.ts'
import { type EditionTexts, KIND_WORDS } from '../catalogue/index.ts'
import { type Instant, toWordsInJapan } from '../kernel/instant.ts'
import { type Lang, type Speak, speakerOf } from '../kernel/refusal.ts'
import { STANDING_WORDS } from '../standing/status.ts'
import { PLACE_WORDS } from './criterion-row.ts'

export type MethodSection = { heading: string; points: string[] }

/** How the numbers were made, how the gaps were put in order, and what the report cannot say. */
export function toMethod(
  edition: EditionTexts,
  attainment: Attainment,
  { asOf, demo, lang }: { asOf: Instant; demo: boolean; lang: Lang },
): MethodSection[] {
  const t = speakerOf(lang)
  return [
    { heading: t('数え方', 'How it is counted'), points: counting(edition, attainment, asOf, lang) },
    { heading: t('「先にすること」の並べ方', 'The order of “What to do first”'), points: ordering(lang) },
    { heading: t('この報告書でいえないこと', 'What this report cannot say'), points: limits(edition, attainment, demo, t) },
  ]
}

function counting(edition: EditionTexts, attainment: Attainment, asOf: Instant, lang: Lang): string[] {
  const t = speakerOf(lang)
  const { target, total, notApplicable, notApplicableConfirmed } = attainment
  const [met, partial, planned, absent, unanswered] = (['met', 'partial', 'planned', 'notApplicable', 'unanswered'] as const).map(
    (standing) => STANDING_WORDS[standing][lang],
  )
  const moment = toWordsInJapan(asOf, lang)
  return [
    t(
      `${moment} 時点の回答を、「${edition.title}」(${edition.id})の評価基準で整理しました。この時点より後の回答の変更は含みません。評価の名前・めざす★・適用範囲は、報告書を作ったときのものです。`,
      `The answers as of ${moment} are set against the criteria of “${edition.title}” (${edition.id}). Later changes are not included. The name of the assessment, its target and its scope are as they were when the report was made.`,
    ),
    t(
      `分母は ★${target} の評価基準 ${total}件のすべてです${target === 4 ? '(★3 の評価基準を含みます)' : ''}。${unanswered}のものも分母に含めます。`,
      `The denominator is all ${total} criteria of ★${target}${target === 4 ? ' (those of ★3 included)' : ''}, those marked “${unanswered}” too.`,
    ),
    t(
      `${partial}と${planned}は、${met}に数えません。${partial}を半分に数えることもしません。`,
      `“${partial}” and “${planned}” are not counted as “${met}”. “${partial}” is not counted as a half either.`,
    ),
    t(
      `${absent}は、理由があり、2人目が確認したときだけ、${met}と同じように数えます。いま確認済みは ${notApplicableConfirmed}件、確認待ちは ${notApplicable - notApplicableConfirmed}件です。`,
      `“${absent}” counts like “${met}” only with a reason and once a second person has confirmed it. Confirmed: ${notApplicableConfirmed}; awaiting confirmation: ${notApplicable - notApplicableConfirmed}.`,
    ),
    t(
      `要求事項は、★${target} までの評価基準がすべて${met}か、${absent}と確認されているときに ○、そうでないときに × とします。`,
      `A requirement is ○ when all its criteria up to ★${target} are met or confirmed as not applicable, and × otherwise.`,
    ),
    t(
      'この報告書のどの数も、付録の番号をたどると、もとの回答に行き着きます。',
      'Every number of this report can be followed, by the numbers in the appendix, to the answers that it comes from.',
    ),
  ]
}

function ordering(lang: Lang): string[] {
  const t = speakerOf(lang)
  const comma = t('、', ', ')
  const places = PLACE_ORDER.map((place) => PLACE_WORDS[place].words[lang]).join(comma)
  const kinds = KIND_ORDER.map((kind) => KIND_WORDS[kind][lang]).join(comma)
  const { setting, operation, record, check } = KIND_WORDS
  return [
    t(
      `はじめに評価の順(${places})、次に ★3、★4 の順、次に種類の順(${kinds})、最後に番号の順に並べています。`,
      `First by status (${places}), then ★3 before ★4, then by kind (${kinds}), and last by number.`,
    ),
    t(
      `種類の順は、すぐに守りが変わるもの(${setting.ja}、${operation.ja})を先に、しくみができてから行うもの(${record.ja}、${check.ja})を後にしたものです。`,
      `The kinds begin with what changes the protection at once (${setting.en}, ${operation.en}) and end with what needs it to be there already (${record.en}, ${check.en}).`,
    ),
    t(
      '危険の大きさを点数にすることはしていません。自社の事情に合わせて、順番を変えてかまいません。',
      'No risk is scored. Change the order as suits your firm.',
    ),
  ]
}

function limits(edition: EditionTexts, attainment: Attainment, demo: boolean, t: Speak): string[] {
  return [
    t(
      '回答は自己評価です。この報告書を作るときに、回答の内容や証跡を第三者が確かめてはいません。',
      'The answers are a self-assessment. No third party has checked them or their evidence for this report.',
    ),
    attainment.target === 3
      ? t(
          '★3 は、専門家の確認と助言、経営層の自己適合宣誓を経て、制度の運用者に登録されるものです。',
          '★3 is registered by the operator of the scheme after the check and advice of a security expert and management’s declaration of conformity.',
        )
      : t(
          '★4 は、評価機関と技術検証事業者の評価を経て、制度の運用者に登録されるものです。',
          '★4 is registered by the operator of the scheme after the assessment by an evaluation body and a technical verifier.',
        ),
    t(
      '★の登録を約束するものではありません。「よくある進め方」は一般的な例で、特定の製品やサービスを勧めるものではありません。',
      'It promises no registration of a ★. “Usual steps” are general examples and recommend no product or service.',
    ),
    t(
      '評価基準の文は、星取 が平易な質問に言い直したものです。正式な文は、制度の運用者が公表する資料で確かめてください。',
      'The criteria are in Hoshitori’s own plain words, translated from Japanese. For the official wording see what the operator of the scheme publishes.',
    ),
    t(
      '該当なしを認めるかどうかは、制度の手続きで確認する人の判断によります。',
      'Whether “not applicable” is accepted is for those to judge who check it in the procedure of the scheme.',
    ),
    ...(edition.status === 'draft'
      ? [
          t(
            'この評価は、意見募集のときの案にもとづいています。確定した版とは、番号や内容が異なります。',
            'This assessment follows the draft for public comment, whose numbers and content differ from the final edition.',
          ),
        ]
      : []),
    ...(demo
      ? [
          t(
            'デモデータです。組織も回答も架空のもので、実在の組織とは関係がありません。',
            'This is demo data. Organisation and answers are made up and have nothing to do with any real organisation.',
          ),
        ]
      : []),
  ]
}
