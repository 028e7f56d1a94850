import type { FeatureWording, FieldWords } from '../log/index.ts'
import { STANDING_WORDS } from '../standing/status.ts'
import { ADVICE_WORDS } from './advice.ts'
import type { AssessmentEvent } from './events.ts'
import { FIELD, FIELDS, type FieldKey } from './fields.ts'

const FIELD_WORDS = Object.fromEntries(FIELDS.map(({ key, words }) => [key, { words }])) as Record<FieldKey, FieldWords>

/** How the log says what happened to assessments and answers. */
export const assessmentWording: FeatureWording<AssessmentEvent> = {
  acts: {
    'answer.record': ({ subject, details: { criterion } }) => ({
      ja: `評価「${subject.name}」の ${criterion} に回答しました。`,
      en: `Answered ${criterion} of the assessment “${subject.name}”.`,
    }),
    'answer.confirm': ({ subject, details: { criterion } }) => ({
      ja: `評価「${subject.name}」の ${criterion} が「該当なし」であることを確認しました。`,
      en: `Confirmed that ${criterion} of the assessment “${subject.name}” does not apply.`,
    }),
    'answer.import': ({ subject, details: { count } }) => ({
      ja: `評価「${subject.name}」の${count}件の回答をファイルから取り込みました。`,
      en: `Imported ${count} criteria of the assessment “${subject.name}”.`,
    }),
    'answer.restore': ({ subject, details: { criterion, revision } }) => ({
      ja: `評価「${subject.name}」の ${criterion} を、履歴の${revision}回目の内容に戻しました。`,
      en: `Brought ${criterion} of the assessment “${subject.name}” back to its version ${revision}.`,
    }),
    'answer.unimport': ({ subject, details: { count } }) => ({
      ja: `評価「${subject.name}」の取り込みを取り消し、${count}件の回答を元の内容に戻しました。`,
      en: `Took an import of the assessment “${subject.name}” back: ${count} criteria say again what they said.`,
    }),
    'answer.many': ({ subject, details: { count } }) => ({
      ja: `評価「${subject.name}」の${count}件にまとめて回答しました。`,
      en: `Answered ${count} criteria of the assessment “${subject.name}” at once.`,
    }),
    'answer.assign': ({ subject, details: { count } }) => ({
      ja: `評価「${subject.name}」の${count}件の担当を割り当てました。`,
      en: `Assigned ${count} criteria of the assessment “${subject.name}”.`,
    }),
    'answer.quick': ({ subject, details: { count } }) => ({
      ja: `評価「${subject.name}」の${count}件の項目にクイックアセスメントの答えを写しました。`,
      en: `Took the quick assessment over into ${count} criteria of the assessment “${subject.name}”.`,
    }),
    'answer.advice': ({ subject, details: { criterion } }) => ({
      ja: `評価「${subject.name}」の ${criterion} の回答に、相談の文案を使いました。`,
      en: `Took suggested wording over into the answer to ${criterion} of the assessment “${subject.name}”.`,
    }),
    'answer.task': ({ subject, details: { criterion, task } }) => ({
      ja: `評価「${subject.name}」の ${criterion} に、終えた対応「${task}」の案から回答しました。`,
      en: `Answered ${criterion} of the assessment “${subject.name}” from what the finished task “${task}” proposed.`,
    }),
    'advice.write': ({ subject, details: { criterion, kind } }) => ({
      ja: `評価「${subject.name}」の ${criterion} に${ADVICE_WORDS[kind].ja}を書きました。`,
      en: `Wrote a ${ADVICE_WORDS[kind].en.toLowerCase()} on ${criterion} of the assessment “${subject.name}”.`,
    }),
    'advice.close': ({ subject, details: { criterion, kind } }) => ({
      ja: `評価「${subject.name}」の ${criterion} の${ADVICE_WORDS[kind].ja}を済みにしました。`,
      en: `Closed a ${ADVICE_WORDS[kind].en.toLowerCase()} on ${criterion} of the assessment “${subject.name}”.`,
    }),
    'advice.open': ({ subject, details: { criterion, kind } }) => ({
      ja: `評価「${subject.name}」の ${criterion} の${ADVICE_WORDS[kind].ja}を、もう一度開きました。`,
      en: `Opened a ${ADVICE_WORDS[kind].en.toLowerCase()} on ${criterion} of the assessment “${subject.name}” again.`,
    }),
    'assessment.seal': ({ subject, details: { states } }) => ({
      ja: `評価「${subject.name}」の${states.length}件の回答を、これからは記録と突き合わせられるように、控えました。`,
      en: `Noted how ${states.length} answers of “${subject.name}” stand, so that they can be compared from here on.`,
    }),
    'assessment.begin': ({ subject }) => ({
      ja: `評価「${subject.name}」を始めました。`,
      en: `Began the assessment “${subject.name}”.`,
    }),
    'assessment.settings': ({ subject }) => ({
      ja: `評価「${subject.name}」の設定を変えました。`,
      en: `Changed the settings of the assessment “${subject.name}”.`,
    }),
    'assessment.scope': ({ subject }) => ({
      ja: `評価「${subject.name}」の適用範囲を変えました。`,
      en: `Changed the scope of the assessment “${subject.name}”.`,
    }),
    'assessment.remove': ({ subject }) => ({
      ja: `評価「${subject.name}」を、回答と履歴ごと消しました。`,
      en: `Removed the assessment “${subject.name}” with its answers and their history.`,
    }),
  },
  fields: {
    ...FIELD_WORDS,
    status: { words: FIELD.status.words, codes: STANDING_WORDS },
    confirmedReason: { words: { ja: '確認した理由', en: 'The reason confirmed' } },
    advice: { words: { ja: '相談の文', en: 'Advice' } },
    title: { words: { ja: '名前', en: 'Name' } },
    target: {
      words: { ja: 'めざす★', en: 'Target' },
      number: (target) => ({ ja: `★${target}`, en: `★${target}` }),
    },
    edition: { words: { ja: '評価基準の版', en: 'Edition' } },
    site: { words: { ja: '拠点', en: 'Sites' } },
    system: { words: { ja: 'システム', en: 'Systems' } },
    cloud: { words: { ja: 'クラウド', en: 'Cloud services' } },
    exclusion: { words: { ja: '対象外', en: 'Left out' } },
  },
}
