import { type Refusal, refuse } from '../kernel/refusal.ts'

/** Somebody else changed a piece first. */
export function changedFirst(title: string): Refusal {
  return {
    code: 'evidence.changed',
    words: {
      ja: `証跡「${title}」は、ほかの人が先に変えました。開き直して、いまの内容を確かめてから、もう一度保存してください。`,
      en: `Somebody changed the evidence “${title}” first. Open it again, look at it as it is now, and save once more.`,
    },
  }
}

/** A target that is not there, or not theirs to link to. */
export function noTarget(): ReturnType<typeof refuse> {
  return refuse(
    'evidence.target',
    {
      ja: '結び付ける評価基準か対応を選び直してください。番号は、4-1-1-1 のように入力します。',
      en: 'Choose the criterion or task again. A number is written like 4-1-1-1.',
    },
    'criteria',
  )
}

export function isWithdrawn(title: string): ReturnType<typeof refuse> {
  return refuse('evidence.withdrawn', {
    ja: `証跡「${title}」は取り下げられています。戻してから、もう一度してください。`,
    en: `The evidence “${title}” was withdrawn. Put it back first.`,
  })
}

export function noFile(): ReturnType<typeof refuse> {
  return refuse('evidence.no-file', { ja: 'ファイルを選んでください。', en: 'Choose a file.' }, 'file')
}

export function nothingChanges(): ReturnType<typeof refuse> {
  return refuse('evidence.same', {
    ja: '変わるところがありません。何を変えるかを選んでください。',
    en: 'Nothing would change. Choose what to change.',
  })
}
