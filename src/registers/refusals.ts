import { type Refusal, refuse } from '../kernel/refusal.ts'
import { LONGEST_CELL } from './cells.ts'
import type { AnyColumn } from './register.ts'

/** How many rows a register has at most, those that are gone included. */
export const MOST_ROWS = 50_000

/** Somebody else changed a row first. */
export function changedFirst(): ReturnType<typeof refuse> {
  return refuse('register.changed', {
    ja: 'この行は、ほかの人が先に変えました。下に並べた2つの内容を見比べて、正しい方にしてから、もう一度保存してください。',
    en: 'Somebody changed this row first. Compare the two below, make it right, and save once more.',
  })
}

export function emptyRow(): ReturnType<typeof refuse> {
  return refuse('register.empty', {
    ja: 'どの項目も空です。1つは入力してください。なくなったものは、消さずに「なくなった」にします。',
    en: 'Every cell is blank. Fill in one at least. What is no longer there is marked as gone, not erased.',
  })
}

export function fullRegister(): ReturnType<typeof refuse> {
  return refuse('register.full', {
    ja: `1つの台帳に入るのは、なくなったものも含めて${MOST_ROWS.toLocaleString('ja')}行までです。同じものは台数でまとめてください。`,
    en: `A register holds at most ${MOST_ROWS.toLocaleString('en')} rows, those that are gone included. Put the same things together by their number.`,
  })
}

/** What a cell cannot hold, or what its column can make nothing of. */
export function unfitCell({ id, kind, words }: AnyColumn): Refusal {
  const [ja, en] = ASKED[kind] ?? ['', '']
  return { code: 'register.cell', field: `cell-${id}`, words: { ja: `${words.ja}は、${ja}`, en: `${words.en}: ${en}` } }
}

export function longCell({ id, words }: AnyColumn): Refusal {
  return {
    code: 'register.cell',
    field: `cell-${id}`,
    words: {
      ja: `${words.ja}は${LONGEST_CELL}文字までにしてください。`,
      en: `Use at most ${LONGEST_CELL} characters for ${words.en}.`,
    },
  }
}

const ASKED: Partial<Record<AnyColumn['kind'], [string, string]>> = {
  day: ['2027-03-31 のような日付で入力してください。', 'write a day like 2027-03-31.'],
  number: ['0以上の数で入力してください。', 'write a number from 0 on.'],
  choice: ['一覧から選んでください。', 'choose one of the list.'],
}
