import type { Words } from '../kernel/refusal.ts'
import { type FeatureWording, named } from '../log/index.ts'
import { REGISTER_WORDS } from '../measures/index.ts'
import type { RegisterEvent } from './events.ts'

const of = (register: string): Words => named(REGISTER_WORDS, register)

/** How the log says what happened to registers. */
export const registerWording: FeatureWording<RegisterEvent> = {
  acts: {
    'register.add': ({ subject, details: { register } }) => ({
      ja: `${of(register).ja}に「${subject.name}」を加えました。`,
      en: `Added “${subject.name}” to the ${of(register).en}.`,
    }),
    'register.change': ({ subject, details: { register } }) => ({
      ja: `${of(register).ja}の「${subject.name}」を書き直しました。`,
      en: `Changed “${subject.name}” in the ${of(register).en}.`,
    }),
    'register.gone': ({ subject, details: { register } }) => ({
      ja: `${of(register).ja}の「${subject.name}」を「なくなった」にしました。`,
      en: `Marked “${subject.name}” in the ${of(register).en} as gone.`,
    }),
    'register.back': ({ subject, details: { register } }) => ({
      ja: `${of(register).ja}の「${subject.name}」を「ある」に戻しました。`,
      en: `Put “${subject.name}” in the ${of(register).en} back.`,
    }),
    'register.cells': ({ details: { register, cause, added, changed, rows } }) => ({
      ja: `${of(register).ja}を表で${CAUSE_WORDS[cause]?.ja ?? '直しました'}(加えた行${added}・変えた行${changed}: ${rows.join('、')})。`,
      en: `${CAUSE_WORDS[cause]?.en ?? 'Edited'} cells of the ${of(register).en} (${added} rows added, ${changed} changed: ${rows.join(', ')}).`,
    }),
    'register.columns': ({ details: { register } }) => ({
      ja: `${of(register).ja}の自社の列を変えました。`,
      en: `Changed the organisation’s own columns of the ${of(register).en}.`,
    }),
    'register.import': ({ details: { register, file, added, changed, vanished } }) => ({
      ja: `${of(register).ja}に「${file}」を取り込みました(加えた行${added}・変えた行${changed}・ファイルになくなった行${vanished})。`,
      en: `Imported “${file}” into the ${of(register).en} (${added} rows added, ${changed} changed, ${vanished} no longer in the file).`,
    }),
    'register.export': ({ details: { register, form, count } }) => ({
      ja: `${of(register).ja}の${count}行を書き出しました(${form})。`,
      en: `Exported ${count} rows of the ${of(register).en} (${form}).`,
    }),
    'register.diagram': ({ details: { links } }) => ({
      ja: `ネットワーク図を書き直しました(つながり${links}本)。`,
      en: `Changed the network diagram (${links} links).`,
    }),
    'stocktake.begin': ({ details: { register, total } }) => ({
      ja: `${of(register).ja}の棚卸を始めました(${total}行)。`,
      en: `Began to take stock of the ${of(register).en} (${total} rows).`,
    }),
    'stocktake.end': ({ details: { register, seen, changed, gone, left } }) => ({
      ja: `${of(register).ja}の棚卸を終えました(そのまま${seen}・直した${changed}・なくなった${gone}・見ていない${left})。`,
      en: `Finished taking stock of the ${of(register).en} (${seen} as it says, ${changed} changed, ${gone} gone, ${left} not looked at).`,
    }),
  },
  fields: {
    cells: { words: { ja: '項目', en: 'Cells' } },
    goneOn: { words: { ja: 'なくなった日', en: 'Gone on' } },
    goneReason: { words: { ja: '理由', en: 'Reason' } },
    columns: { words: { ja: '自社の列', en: 'Own columns' } },
    note: { words: { ja: '結果のメモ', en: 'Note' } },
  },
}

const CAUSE_WORDS: Readonly<Record<string, Words>> = {
  grid: { ja: '直しました', en: 'Edited' },
  paste: { ja: '貼り付けて直しました', en: 'Pasted' },
  undo: { ja: '元に戻しました', en: 'Took back' },
}
