import type { Words } from '../kernel/refusal.ts'

/**
 * Who says where the log stood: its newest checkpoint, one that was kept beside it, one that somebody kept elsewhere, the anchor file
 * outside the database, or the installation's log.
 */
export type Holder = 'newest' | 'kept' | 'outside' | 'anchor' | 'installation'

/** Something that does not fit. `position` is where it begins: an entry, the size that a checkpoint speaks of, or a line of a file. */
export type Damage = { position: number } & (
  | { kind: 'altered'; which: 'body' | 'leaf' | 'either' }
  | { kind: 'unreadable' | 'stranger' | 'order' }
  | { kind: 'moved'; says: number }
  | { kind: 'column'; column: 'at' | 'act' | 'about' }
  | { kind: 'missing' | 'tail' | 'beyond' | 'ended'; through: number }
  | { kind: 'unlike'; through: number; holder: Holder; size: number }
  | { kind: 'signature' | 'key' | 'illegible' | 'otherLog' | 'shorter'; holder: Holder }
  | { kind: 'noHead' | 'size' | 'frontier' | 'line' | 'noLog' | 'noAnchor' | 'anchorIllegible' }
)

/** What a damage is, and where, in a sentence. */
export function toWords(damage: Damage): Words {
  const { position } = damage
  switch (damage.kind) {
    case 'altered':
      return {
        ja: `記録 ${position} の${ALTERED[damage.which].ja}が、書き込まれたときから変わっています。`,
        en: `The ${ALTERED[damage.which].en} of entry ${position} is not what was written.`,
      }
    case 'unreadable':
      return { ja: `記録 ${position} の内容を読み取れません。`, en: `Entry ${position} cannot be read.` }
    case 'stranger':
      return { ja: `記録 ${position} は、別の組織の記録です。`, en: `Entry ${position} belongs to another log.` }
    case 'order':
      return { ja: `記録 ${position} の並び順が変わっています。`, en: `Entry ${position} is out of order.` }
    case 'moved':
      return {
        ja: `記録 ${position} の場所に、記録 ${damage.says} だったものがあります。並べ替えられたか、間の記録が取り除かれています。`,
        en: `Where entry ${position} was, there is what was entry ${damage.says}: reordered, or one before it was removed.`,
      }
    case 'column':
      return {
        ja: `記録 ${position} の検索用の${COLUMNS[damage.column].ja}が、記録の内容と違います。`,
        en: `The ${COLUMNS[damage.column].en} by which entry ${position} is found is not what the entry says.`,
      }
    case 'missing':
      return {
        ja: `${rangeJa(position, damage.through)} がありません。`,
        en: `${capital(rangeEn(position, damage.through))} missing.`,
      }
    case 'tail':
      return {
        ja: `末尾の${rangeJa(position, damage.through)} がありません。`,
        en: `At the end, ${rangeEn(position, damage.through)} missing.`,
      }
    case 'beyond':
      return {
        ja: `${rangeJa(position, damage.through)} は、いまのチェックポイントに数えられていません。あとから書き足されたか、チェックポイントが古いものに戻されています。`,
        en: `The newest checkpoint does not count ${rangeEn(position, damage.through, '')}: added afterwards, or the checkpoint was put back to an older one.`,
      }
    case 'ended':
      return {
        ja: `${rangeJa(position, damage.through)} の内容がありません。保存期間による消去の記録もありません。`,
        en: `The content of ${rangeEn(position, damage.through, '')} is gone, and no entry says that its retention ended.`,
      }
    case 'unlike':
      return {
        ja: `${rangeJa(position, damage.through)} のどこかが、ハッシュとともに書き換えられています。${holderJa(damage)}と合いません。`,
        en: `Something in ${rangeEn(position, damage.through, '')} was altered together with its hash: it does not fit ${holderEn(damage)}.`,
      }
    case 'signature':
      return {
        ja: `${holderJa({ ...damage, size: position })}の署名が合いません。中身か署名が変わっています。`,
        en: `The signature of ${holderEn({ ...damage, size: position })} does not fit: it or its text was altered.`,
      }
    case 'key':
      return {
        ja: `${holderJa({ ...damage, size: position })}は、別の鍵で署名されています。`,
        en: `${holderEn({ ...damage, size: position }, true)} was signed with another key.`,
      }
    case 'illegible':
      return {
        ja: `${HOLDERS[damage.holder].ja}を読み取れません。`,
        en: `${capital(HOLDERS[damage.holder].en)} cannot be read.`,
      }
    case 'otherLog':
      return {
        ja: `${HOLDERS[damage.holder].ja}は、別の組織の記録のものです。`,
        en: `${capital(HOLDERS[damage.holder].en)} is that of another log.`,
      }
    case 'shorter':
      return {
        ja: `記録が、${holderJa({ ...damage, size: position })}のときより短くなっています。末尾が取り除かれています。`,
        en: `The log is shorter than at ${holderEn({ ...damage, size: position })}: its end was removed.`,
      }
    case 'noHead':
      return { ja: '記録があるのに、チェックポイントがありません。', en: 'There are entries, and no checkpoint.' }
    case 'size':
      return {
        ja: `記録の先頭に控えた件数(${position})が、いまのチェックポイントと違います。`,
        en: `The number of entries noted (${position}) is not that of the newest checkpoint.`,
      }
    case 'frontier':
      return {
        ja: '次の記録を計算するための控えが変わっています。',
        en: 'What the next entry is computed from was altered.',
      }
    case 'line':
      return {
        ja: `ファイルの${position}行目を、記録として読み取れません。`,
        en: `Line ${position} of the file cannot be read as an entry.`,
      }
    case 'noLog':
      return {
        ja: '組織があるのに、記録が1件もありません。すべて取り除かれています。',
        en: 'The organisation is there, and its log is empty: all of it was removed.',
      }
    case 'noAnchor':
      return {
        ja: 'データベースの外にあるはずの控え(log-anchor)がありません。サーバーと同じ HOSHITORI_DATA か HOSHITORI_LOG_ANCHOR で確かめてください。',
        en: 'The anchor file that should be outside the database is not there. Verify with HOSHITORI_DATA or HOSHITORI_LOG_ANCHOR of the server.',
      }
    case 'anchorIllegible':
      return { ja: 'データベースの外の控えを読み取れません。', en: 'The anchor file cannot be read.' }
    default:
      return unknownKind(damage)
  }
}

const ALTERED = {
  body: { ja: '内容', en: 'content' },
  leaf: { ja: 'ハッシュ', en: 'hash' },
  either: { ja: '内容かハッシュ', en: 'content or the hash' },
}
const COLUMNS = {
  at: { ja: '日時', en: 'time' },
  act: { ja: '種類', en: 'act' },
  about: { ja: '対象', en: 'subject' },
}
const HOLDERS: Record<Holder, Words> = {
  newest: { ja: 'いまのチェックポイント', en: 'the newest checkpoint' },
  kept: { ja: '保存されたチェックポイント', en: 'a checkpoint kept' },
  outside: { ja: '手元のチェックポイント', en: 'the checkpoint given' },
  anchor: { ja: 'データベースの外の控え', en: 'the anchor outside the database' },
  installation: { ja: '星取全体の記録にある控え', en: 'what the log of the installation says' },
}

function holderJa({ holder, size }: { holder: Holder; size: number }): string {
  return `${HOLDERS[holder].ja}(${size}件)`
}

function holderEn({ holder, size }: { holder: Holder; size: number }, first = false): string {
  const words = `${HOLDERS[holder].en} (of ${size} entries)`
  return first ? capital(words) : words
}

function rangeJa(position: number, through: number): string {
  return through > position ? `記録 ${position}〜${through}` : `記録 ${position}`
}

function rangeEn(position: number, through: number, verb: string | undefined = undefined): string {
  const many = through > position
  const tail = verb ?? (many ? ' are' : ' is')
  return many ? `entries ${position}–${through}${tail}` : `entry ${position}${tail}`
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function unknownKind(damage: never): never {
  throw new Error(`no words for ${JSON.stringify(damage)}`)
}
