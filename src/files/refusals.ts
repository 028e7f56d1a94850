import { type Outcome, refuse } from '../kernel/refusal.ts'
import { toSizeWords } from './size.ts'

/** What is said where a file is not taken in. */
export const CHANGED_ON_THE_WAY = {
  ja: '届いたファイルが、送る前に計算したハッシュと合いません。途中で変わったか、選んだ後に書き換えられました。もう一度選んで送ってください。何も保存していません。',
  en: 'What arrived does not have the hash that was computed before sending: it changed on the way, or after it was chosen. Choose it again. Nothing was kept.',
}
export const EMPTY = {
  ja: '中身のないファイルです。中身のあるファイルを選んでください。',
  en: 'The file is empty. Choose one that has content.',
}
export const NO_NAME = { ja: 'ファイルの名前がありません。', en: 'The file has no name.' }
export const NOT_TUS = {
  ja: '送り方が正しくありません。ページを読み込み直して、もう一度選んで送ってください。',
  en: 'This is not how a file is sent. Load the page again, and choose the file once more.',
}
export const OTHER_PLACE = {
  ja: 'ここまで届いた続きからではありません。続きの場所を確かめて、送り直してください。',
  en: 'This does not go on from what has arrived. Ask how much has, and send on from there.',
}

export const UNSCANNED = {
  ja: 'ウイルス検査ができないため、ファイルを保存していません。しばらくしてからもう一度送ってください。続くときは、サーバの管理者に知らせてください(clamdが動いているか、その StreamMaxLength がファイルより大きいか)。',
  en: 'The file could not be scanned for malware, and was not kept. Send it again in a while; if that goes on, tell whoever keeps the server (is clamd running, and its StreamMaxLength larger than the file?).',
}

/** What the scanner found. */
export function infected(found: string): Extract<Outcome<never>, { ok: false }> {
  return refuse(
    'file.infected',
    {
      ja: `ウイルス検査で「${found}」が見つかりました。ファイルは保存していません。送った端末も検査してください。`,
      en: `The malware scan found “${found}”. The file was not kept. Have the device that it came from scanned, too.`,
    },
    'file',
  )
}

/** More than one file may have. */
export function tooLarge(most: number): Extract<Outcome<never>, { ok: false }> {
  return refuse(
    'file.too-large',
    {
      ja: `1つのファイルは${toSizeWords(most)}までです。分けるか小さくして、もう一度選んでください。大きいまま手元に置くなら、ハッシュだけを登録できます。`,
      en: `A file may have at most ${toSizeWords(most)}. Split it or make it smaller; or keep it where it is and register its hash.`,
    },
    'file',
  )
}

/** More than an organisation may keep in all. */
export function noRoom(most: number): Extract<Outcome<never>, { ok: false }> {
  return refuse(
    'file.no-room',
    {
      ja: `この組織で保存できるのは合わせて${toSizeWords(most)}までです。要らないファイルを消すか、サーバの管理者に相談してください。`,
      en: `This organisation may keep at most ${toSizeWords(most)} in all. Remove what is not needed, or ask whoever keeps the server.`,
    },
    'file',
  )
}
