import type { FeatureWording } from '../log/index.ts'
import type { StatementEvent } from './events.ts'

/** How the log says which statements of applicability came and went. */
export const statementWording: FeatureWording<StatementEvent> = {
  acts: {
    'statement.upload': ({ subject: { name }, details: { fileName } }) => ({
      ja: `評価「${name}」のために、適用宣言書「${fileName}」を読みました。回答は変わっていません。`,
      en: `Read the statement of applicability “${fileName}” for the assessment “${name}”. No answer has changed.`,
    }),
    'statement.reading': ({ subject: { name }, details: { fileName, said } }) => ({
      ja: `評価「${name}」の適用宣言書「${fileName}」の読み方を決めました(${said})。回答は変わっていません。`,
      en: `Decided how the statement “${fileName}” for the assessment “${name}” is read (${said}). No answer has changed.`,
    }),
    'statement.remove': ({ subject: { name }, details: { fileName } }) => ({
      ja: `評価「${name}」の適用宣言書「${fileName}」を消しました。回答はそのままです。`,
      en: `Removed the statement “${fileName}” from the assessment “${name}”. The answers stay.`,
    }),
  },
  fields: { sha256: { words: { ja: 'SHA-256', en: 'SHA-256' } } },
}
