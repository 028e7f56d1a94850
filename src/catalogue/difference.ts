/** A stretch of text: in both, only in the older one, or only in the newer one. */
export type Stretch = { in: 'both' | 'old' | 'new'; text: string }

/** How one sentence became another, word by word: the older words as `old`, the newer ones as `new`, in reading order. */
export function differenceOf(older: string, newer: string): Stretch[] {
  return join(align(wordsOf(older), wordsOf(newer)))
}

/** The lines of two lists: those in both, those that only the older has, those that only the newer has, in reading order. */
export function differenceOfLines(older: readonly string[], newer: readonly string[]): Stretch[] {
  return align(older, newer)
}

/** Longest common subsequence; what was there before comes before what took its place. */
function align(older: readonly string[], newer: readonly string[]): Stretch[] {
  const lengths = table(older, newer)
  const stretches: Stretch[] = []
  let [o, n] = [0, 0]
  while (o < older.length || n < newer.length) {
    const [left, right] = [older[o], newer[n]]
    if (left !== undefined && left === right) {
      stretches.push({ in: 'both', text: left })
      o += 1
      n += 1
    } else if (left !== undefined && (right === undefined || (lengths[o + 1]?.[n] ?? 0) >= (lengths[o]?.[n + 1] ?? 0))) {
      stretches.push({ in: 'old', text: left })
      o += 1
    } else if (right !== undefined) {
      stretches.push({ in: 'new', text: right })
      n += 1
    }
  }
  return stretches
}

/** `table[o][n]`: how many words the rests of both texts from `o` and `n` on have in common. */
function table(older: readonly string[], newer: readonly string[]): number[][] {
  const lengths = Array.from({ length: older.length + 1 }, () => new Array<number>(newer.length + 1).fill(0))
  for (let o = older.length - 1; o >= 0; o--) {
    for (let n = newer.length - 1; n >= 0; n--) {
      const [row, below] = [lengths[o] ?? [], lengths[o + 1] ?? []]
      row[n] = older[o] === newer[n] ? (below[n + 1] ?? 0) + 1 : Math.max(below[n] ?? 0, row[n + 1] ?? 0)
    }
  }
  return lengths
}

/** Runs of the same kind become one; an older and a newer run that stand beside each other stay apart, older first. */
function join(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = []
  for (const stretch of gather(stretches)) {
    const last = joined.at(-1)
    if (last && last.in === stretch.in) last.text += stretch.text
    else joined.push({ ...stretch })
  }
  return joined
}

/** Within a changed place, all that went comes before all that came, so that a reader sees two phrases and no patchwork. */
function gather(stretches: readonly Stretch[]): Stretch[] {
  const gathered: Stretch[] = []
  let place: Stretch[] = []
  const close = () => {
    gathered.push(...place.filter((one) => one.in === 'old'), ...place.filter((one) => one.in === 'new'))
    place = []
  }
  for (const stretch of stretches) {
    if (stretch.in !== 'both') place.push(stretch)
    else {
      close()
      gathered.push(stretch)
    }
  }
  close()
  return gathered
}

/** Words as far as the script tells them apart: runs of kanji, of katakana, of letters and digits; every other sign alone. */
function wordsOf(text: string): string[] {
  return text.match(/\p{Script=Han}+|[\p{Script=Katakana}ー]+|[\p{Script=Latin}\d.-]+|[\s\S]/gu) ?? []
}
