import type { Words } from '../kernel/refusal.ts'
import type { Note } from './fact.ts'
import { MAX_NOTES } from './limits.ts'

/** Collects what was not understood of a file. The same thing is told once, and a great many are counted. */
export type Notes = {
  add(at: string | null, seen: unknown, words: Words): void
  /** An element or member that the format does not know: told at its first place. */
  unknown(at: string, name: string): void
  all(): Note[]
}

export function createNotes(): Notes {
  const notes: Note[] = []
  const told = new Set<string>()
  let more = 0
  const add = (at: string | null, seen: unknown, words: Words) => {
    if (notes.length < MAX_NOTES) notes.push({ at, seen: shorten(seen), words })
    else more += 1
  }
  return {
    add,
    unknown: (at, name) => {
      if (told.has(name)) return
      if (told.size < MAX_NOTES) told.add(name)
      add(at, name, {
        ja: 'この形式では知られていない項目です。この項目だけを読まずに進みました。',
        en: 'The format has no such element. Only this element was left out.',
      })
    },
    all: () =>
      more === 0
        ? notes
        : [
            ...notes,
            {
              at: null,
              seen: String(more),
              words: {
                ja: `ほかに ${more} か所、読み取れないところがあります。`,
                en: `${more} more places were not understood.`,
              },
            },
          ],
  }
}

/** Why a field was left out, in words. */
export const NOT_UNDERSTOOD = {
  shape: {
    ja: '書き方が形式と違います。この項目だけを読みませんでした。',
    en: 'It is not as the format has it. Only this field was left out.',
  },
  missing: {
    ja: '必要な項目がありません。この1件だけを読みませんでした。',
    en: 'A field that is needed is missing. Only this entry was left out.',
  },
  vector: {
    ja: 'CVSS のベクトルとして読めません。ベクトルだけを読みませんでした。',
    en: 'This is no CVSS vector. Only the vector was left out.',
  },
  score: { ja: 'CVSS の点数として読めません。', en: 'This is no CVSS score.' },
  severity: { ja: '知られていない深刻度です。「不明」として扱います。', en: 'An unknown severity; taken as “unknown”.' },
  state: { ja: '知られていない状態です。未対応として扱います。', en: 'An unknown state; taken as open.' },
  day: { ja: '日付として読めません。', en: 'This is no date.' },
  entity: {
    ja: '定義のない実体参照です。文字のまま残しました。',
    en: 'An entity that is not defined; it was left as it stands.',
  },
  broken: {
    ja: 'ファイルがここで壊れているか、途切れています。ここまでを読みました。もう一度書き出すと全体を読めます。',
    en: 'The file is damaged or breaks off here. What stands before was read; export it again to have all of it.',
  },
  many: {
    ja: '件数が多すぎるため、ここから先は読みませんでした。ファイルを分けてください。',
    en: 'Too many entries; the rest was not read. Split the file.',
  },
  deep: { ja: '入れ子が深すぎるため、読みませんでした。', en: 'It is nested too deep and was not read.' },
  line: { ja: '行を読み取れません。', en: 'The line cannot be read.' },
} as const satisfies Record<string, Words>

function shorten(seen: unknown): string {
  const text = typeof seen === 'string' ? seen : (JSON.stringify(seen) ?? '')
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
