import type { FeatureWording } from '../log/index.ts'
import type { ExchangeEvent } from './events.ts'

/** How the log says which files left and came. */
export const exchangeWording: FeatureWording<ExchangeEvent> = {
  acts: {
    'answers.export': ({ subject: { name }, details: { form } }) => ({
      ja: `評価「${name}」の回答を書き出しました(${form})。`,
      en: `Exported the answers of “${name}” (${form}).`,
    }),
    'answers.upload': ({ subject: { name }, details: { fileName } }) => ({
      ja: `評価「${name}」に取り込むファイル「${fileName}」を読みました。回答はまだ変わっていません。`,
      en: `Read the file “${fileName}” for the assessment “${name}”. No answer has changed yet.`,
    }),
    'answers.reading': ({ subject: { name }, details: { fileName, said } }) => ({
      ja: `評価「${name}」に取り込むファイル「${fileName}」の読み方を決めました(${said})。回答はまだ変わっていません。`,
      en: `Decided how the file “${fileName}” for the assessment “${name}” is read (${said}). No answer has changed yet.`,
    }),
    'wording.import': ({ subject: { name }, details: { source } }) => ({
      ja: `公式の文(${name}版)を「${source}」から取り込みました。`,
      en: `Imported the official wording of edition ${name} from “${source}”.`,
    }),
    'wording.remove': ({ subject: { name } }) => ({
      ja: `取り込んだ公式の文(${name}版)を外しました。`,
      en: `Removed the imported official wording of edition ${name}.`,
    }),
  },
  fields: { sha256: { words: { ja: 'SHA-256', en: 'SHA-256' } } },
}
