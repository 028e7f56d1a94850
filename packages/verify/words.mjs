const HOLDERS = { newest: 'いまのチェックポイント', kept: '保存されたチェックポイント', outside: '手元のチェックポイント' }
const ALTERED = { body: '内容', leaf: 'ハッシュ', either: '内容かハッシュ' }

/** What a finding says, in Japanese. */
export function sentenceOf(finding) {
  const { kind, position, through, holder } = finding
  const range = through > position ? `記録 ${position}〜${through}` : `記録 ${position}`
  const note = `${HOLDERS[holder]}(${kind === 'unlike' ? finding.size : position}件)`
  switch (kind) {
    case 'line':
      return `ファイルの${position}行目を、記録として読み取れません。`
    case 'altered':
      return `記録 ${position} の${ALTERED[finding.which]}が、書き込まれたときから変わっています。`
    case 'unreadable':
      return `記録 ${position} の内容を読み取れません。`
    case 'stranger':
      return `記録 ${position} は、別の組織の記録です。`
    case 'order':
      return `記録 ${position} の並び順が変わっています。`
    case 'moved':
      return `記録 ${position} の場所に、記録 ${finding.says} だったものがあります。並べ替えられたか、間の記録が取り除かれています。`
    case 'missing':
      return `${range} がありません。`
    case 'tail':
      return `末尾の${range} がありません。`
    case 'beyond':
      return `${range} は、いまのチェックポイントに数えられていません。`
    case 'ended':
      return `${range} の内容がありません。保存期間による消去の記録もありません。`
    case 'unlike':
      return `${range} のどこかが、ハッシュとともに書き換えられています。${note}と合いません。`
    case 'signature':
      return `${note}の署名が合いません。中身か署名が変わっています。`
    case 'key':
      return `${note}は、別の鍵で署名されています。`
    case 'illegible':
      return `${HOLDERS[holder]}を読み取れません。`
    case 'otherLog':
      return `${HOLDERS[holder]}は、別の組織の記録のものです。`
    case 'shorter':
      return `記録が、${note}のときより短くなっています。末尾が取り除かれています。`
    case 'noHead':
      return '記録があるのに、チェックポイントがありません。'
    default:
      throw new Error(`no words for ${kind}`)
  }
}

/** What a finding in a pack of evidence says, in Japanese. */
export function packSentenceOf({ kind, path }) {
  switch (kind) {
    case 'unreadable':
      return '証跡の束として読み取れません。途中で切れているか、壊れています。'
    case 'container':
      return `${path === undefined ? '束の目次' : `「${path}」の名前や大きさ`}の部分が、作られたときから変わっています。`
    case 'list':
      return 'ハッシュの一覧 (SHA256SUMS) が、SHA256SUMS.sha256 の値と合いません。'
    case 'other-list':
      return 'ハッシュの一覧が、--hash の値のものではありません。別の束か、作り直された束です。'
    case 'changed':
      return `「${path}」の内容が変わっています。`
    case 'missing':
      return `「${path}」がありません。`
    case 'unlisted':
      return `「${path}」は、ハッシュの一覧にありません。`
    default:
      throw new Error(`no words for ${kind}`)
  }
}

/** A moment in Japan, `2027年4月1日 09:00`. */
export function inJapan(instant) {
  const local = new Date(Date.parse(instant) + 9 * 60 * 60 * 1000).toISOString()
  const [year, month, day] = local.slice(0, 10).split('-').map(Number)
  return `${year}年${month}月${day}日 ${local.slice(11, 16)}`
}
