import type { Words } from '../kernel/refusal.ts'

/** Which files go into a pack; of the others the hash alone. */
export const FILES = ['not-strict', 'all', 'none'] as const
export type Files = (typeof FILES)[number]

export const FILES_WORDS: Record<Files, Words> = {
  'not-strict': { ja: '極秘のほかのファイルを入れる', en: 'Files that are not strictly confidential' },
  all: { ja: 'すべてのファイルを入れる', en: 'All files' },
  none: { ja: 'ファイルは入れず、一覧とハッシュだけにする', en: 'No files: the list and the hashes alone' },
}

export function readFiles(sent: string | undefined): Files {
  return FILES.find((one) => one === sent) ?? 'not-strict'
}
