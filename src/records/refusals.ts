import { type Outcome, type Refusal, refuse, type Words } from '../kernel/refusal.ts'

type Refused = Extract<Outcome<never>, { ok: false }>
const says = (ja: string, en: string): Words => ({ ja, en })

export const NO_RESULT: Pick<Refusal, 'code' | 'words'> = {
  code: 'record.result',
  words: says('結果を選んでください(問題なし、または見つかったことがある)。', 'Choose the result: nothing found, or something.'),
}

export const FUTURE: Refusal = {
  code: 'record.future',
  field: 'doneOn',
  words: says('実施した日は、今日か、それより前の日にしてください。', 'The day on which it was done is today or earlier.'),
}

export const PERIOD: Refusal = {
  code: 'record.period',
  field: 'periodTo',
  words: says('対象期間の終わりは、始まりの日か、そのあとの日にしてください。', 'The period must not end before it begins.'),
}

export const NOTHING_SAID: Refusal = {
  code: 'record.found',
  field: 'found',
  words: says('見つかったことを書いてください。', 'Write what was found.'),
}

export const noDay = (): Refused =>
  refuse('record.day', says('日付を、2027-03-31 のように入力してください。', 'Write the day like 2027-03-31.'))

export const noCorrection = (): Refused =>
  refuse('record.correction', says('訂正の理由を書いてください。', 'Say why the record is corrected.'))

export const noDuty = (): Refused =>
  refuse(
    'record.duty',
    says(
      'どの点検の記録かを選び直してください。その日の予定が見つかりません。',
      'Choose again what the record is of: nothing is scheduled on that day.',
    ),
    'of',
  )

export const noEvidence = (): Refused =>
  refuse('record.evidence', says('証跡を選び直してください。', 'Choose the evidence again.'), 'evidence')

export const noTask = (): Refused =>
  refuse('record.task', says('対応を始める評価を選び直してください。', 'Choose again where the task is begun.'), 'task')

export const corrected = (): Refused =>
  refuse(
    'record.corrected',
    says(
      'この記録は、すでに訂正されています。新しい記録を訂正してください。',
      'This record was corrected already. Correct the newer one.',
    ),
  )

export const ownSignature = (): Refused =>
  refuse('record.own', says('署名するのは、記録した人とは別の人です。', 'Somebody other than whoever recorded it signs.'))

export const signed = (): Refused =>
  refuse('record.signed', says('この記録は、すでに署名されています。', 'This record is signed already.'))

export const noSignature = (): Refused =>
  refuse('record.no-signature', says('この記録に署名は要りません。', 'This record asks for no signature.'))

export const attendance = (line: number): Refused =>
  refuse(
    'record.attendance',
    says(
      `${line}行目が読めません。「名前, 区分, 出席」の順に書いてください。区分と出席は省けます(欠席した人だけ「欠席」と書きます)。`,
      `Line ${line} cannot be read. Write name, class, attended; class and attended may be left out (write “absent” for whoever was).`,
    ),
    'attendance',
  )

export const noName = (): Refused =>
  refuse('record.asked', says('頼む相手を選ぶか、名前を書いてください。', 'Choose whom you ask, or write a name.'), 'name')
