import { changedFirst, type Outcome, refuse, type Words } from '../kernel/refusal.ts'

type Refused = Extract<Outcome<never>, { ok: false }>
const says = (ja: string, en: string): Words => ({ ja, en })

export const changed = (): Refused => refuse('document.changed', changedFirst({ ja: 'この文書', en: 'this document' }))

export const noTemplate = (): Refused =>
  refuse('document.template', says('ひな形を選んでください。', 'Choose a template.'), 'template')

export const empty = (): Refused =>
  refuse(
    'document.empty',
    says('本文がありません。項を1つは書いてください。', 'There is no text yet. Write at least one clause.'),
    'newText',
  )

export const long = (): Refused =>
  refuse(
    'document.long',
    says(
      '1つの文書は、60の条と400の項までです。文書を分けてください。',
      'A document has at most 60 sections and 400 clauses. Make two of it.',
    ),
    'newText',
  )

export const blanks = (count: number): Refused =>
  refuse(
    'document.blanks',
    says(
      `まだ例のままの箇所が${count}か所あります(＿＿で囲んだところ)。質問に答えるか、本文を直してから出してください。`,
      `${count} places still show an example (between ＿＿). Answer the questions or edit the text first.`,
    ),
  )

export const noOfficer = (): Refused =>
  refuse(
    'document.officer',
    says('承認する人を、経営者・責任者の中から選んでください。', 'Choose who approves: an executive or the responsible person.'),
    'officer',
  )

export const ownOfficer = (): Refused =>
  refuse(
    'document.own',
    says('自分で出すものは、ほかの人が承認します。', 'What you put forward yourself is approved by somebody else.'),
    'officer',
  )

export const same = (): Refused =>
  refuse('document.same', says('公開中の版と同じ内容です。', 'It says the same as the version in force.'))

export const waiting = (): Refused =>
  refuse(
    'document.waiting',
    says(
      '承認を待っている版がすでにあります。取り下げるか、承認を待ってください。',
      'A version waits for approval already. Withdraw it, or wait.',
    ),
  )

export const decided = (): Refused =>
  refuse('document.decided', says('この版は、すでに決まっています。', 'This version has been decided on already.'))

export const notTheirs = (): Refused =>
  refuse(
    'document.not-theirs',
    says(
      'これができるのは、指名された人(取り下げは、出した人)だけです。',
      'Only the named officer can do this; only whoever put it forward can withdraw it.',
    ),
  )

export const noWord = (): Refused =>
  refuse(
    'document.word',
    says('差し戻すときは、直してほしいことを書いてください。', 'To send it back, say what is to change.'),
    'word',
  )

export const notApproved = (): Refused =>
  refuse(
    'document.not-approved',
    says('承認された、まだ公開していない版だけを公開できます。', 'Only an approved version that is not published yet can be.'),
  )

export const noReaders = (): Refused =>
  refuse(
    'document.readers',
    says(
      '新しく知らせる人がいません。人を選ぶか、名簿に書いてください(すでに載っている人は加わりません)。',
      'Nobody new to tell: tick people or write them into the list. Whoever is on it already stays once.',
    ),
    'list',
  )

export const manyReaders = (most: number): Refused =>
  refuse(
    'document.readers',
    says(`1つの文書を知らせる人は${most}人までです。`, `A document is announced to at most ${most} people.`),
    'list',
  )

export const newerVersion = (): Refused =>
  refuse(
    'document.newer',
    says(
      '読んでいるあいだに新しい版が公開されました。下の文を読んで、もう一度押してください。',
      'A newer version came into force meanwhile. Read the text below, then press again.',
    ),
  )
