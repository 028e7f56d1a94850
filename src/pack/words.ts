import type { Words } from '../kernel/refusal.ts'
import { SUM_OF_SUMS, SUMS } from './list.ts'
import type { Finding } from './verify-pack.ts'

/** What a finding says. */
export function wordsOf(finding: Finding): Words {
  switch (finding.kind) {
    case 'unreadable':
      return {
        ja: `証跡の束として読み取れません。${SUMS} がないか、束のファイルが途中で切れているか、壊れています。`,
        en: `This cannot be read as an evidence pack: ${SUMS} is missing, or the file breaks off or is damaged.`,
      }
    case 'container':
      return finding.path === null
        ? {
            ja: '束の目次の部分が、作られたときから変わっています。詰め直したものなら、展開したフォルダーを指定して確かめてください。',
            en: 'The directory of the pack was changed. If it was packed anew, unpack it and verify the folder.',
          }
        : {
            ja: `束の「${finding.path}」の名前や大きさを書いた部分が、作られたときから変わっています。詰め直したものなら、展開したフォルダーを指定して確かめてください。`,
            en: `What the pack says of the name or size of “${finding.path}” was changed. If it was packed anew, unpack it and verify the folder.`,
          }
    case 'list':
      return {
        ja: `ハッシュの一覧 (${SUMS}) が、${SUM_OF_SUMS} に書かれた値と合いません。`,
        en: `The list of hashes (${SUMS}) is not the one that ${SUM_OF_SUMS} is of.`,
      }
    case 'other-list':
      return {
        ja: 'ハッシュの一覧が、--hash で指定された値のものではありません。別の束か、作り直された束です。',
        en: 'The list of hashes is not the one that --hash is of: another pack, or one that was made anew.',
      }
    case 'changed':
      return { ja: `「${finding.path}」の内容が変わっています。`, en: `The content of “${finding.path}” was changed.` }
    case 'missing':
      return { ja: `「${finding.path}」がありません。`, en: `“${finding.path}” is missing.` }
    case 'unlisted':
      return { ja: `「${finding.path}」は、ハッシュの一覧にありません。`, en: `“${finding.path}” is not in the list of hashes.` }
  }
}
