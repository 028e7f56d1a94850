import { toWordsInJapan } from '../kernel/instant.ts'
import type { Words } from '../kernel/refusal.ts'
import { kindOf } from './kinds.ts'
import type { StoredEntry } from './verify-log.ts'
import type { Change, Told } from './wording.ts'
import { capacityOf, nameOf, toSaid } from './words.ts'

/** Entries as the rows of a table, with their headers: one row per entry, what changed in one cell. */
export function toTable(entries: readonly { stored: StoredEntry; entry: Told | undefined }[], lang: 'ja' | 'en'): string[][] {
  return [COLUMNS.map((words) => words[lang]), ...entries.map(({ stored, entry }) => toRow(stored, entry, lang))]
}

function toRow({ position, leaf, columns }: StoredEntry, entry: Told | undefined, lang: 'ja' | 'en'): string[] {
  if (!entry) {
    const at = columns ? toWordsInJapan(columns.at, lang) : ''
    return [String(position), at, '', '', GONE[lang], '', '', '', '', '', leaf, '']
  }
  const { at, by, from, words, changes, act, about, facts } = entry
  return [
    String(position),
    toWordsInJapan(at, lang),
    nameOf(by)[lang],
    capacityOf(by)
      .map((one) => one[lang])
      .join(lang === 'ja' ? '・' : ', '),
    words[lang],
    toChangedLines(changes, lang).join('\n'),
    kindOf(act).words[lang],
    act,
    about,
    from?.address ?? '',
    leaf,
    facts ? JSON.stringify(facts) : '',
  ]
}

/** What changed, a line per field. */
function toChangedLines(changes: readonly Change[], lang: 'ja' | 'en'): string[] {
  const said = (side: Change['before']) => toSaid(side, lang) || EMPTY[lang]
  return changes.map(({ what, before, after }) => `${what[lang]}: ${said(before)} → ${said(after)}`)
}

const COLUMNS: Words[] = [
  { ja: '番号', en: 'Position' },
  { ja: '日時(日本時間)', en: 'Time (Japan)' },
  { ja: 'だれ', en: 'Who' },
  { ja: '役割', en: 'As' },
  { ja: 'したこと', en: 'What' },
  { ja: '変わったこと', en: 'Before → after' },
  { ja: '種類', en: 'Kind' },
  { ja: '種類の符号', en: 'Act' },
  { ja: '対象', en: 'About' },
  { ja: 'どこから', en: 'From' },
  { ja: 'ハッシュ', en: 'Hash' },
  { ja: '事実(JSON)', en: 'Facts (JSON)' },
]

/** What stands for a text that is not there. */
export const EMPTY: Words = { ja: '(なし)', en: '(nothing)' }
/** What is said of an entry whose content ended by retention. */
export const GONE: Words = {
  ja: '保存期間が過ぎたため、内容は消されました。',
  en: 'Its content was removed when its retention ended.',
}
