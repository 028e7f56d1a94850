import { z } from 'zod'
import { boxesField, choiceField, field, filesField, listField, optionalDayField, plainField, textField } from '../kernel/form.ts'
import { type AssessmentId, type EvidenceId, parseId, type UploadId } from '../kernel/ids.ts'
import type { Day } from '../kernel/instant.ts'
import { accept, type Outcome, type Refusal, refuse } from '../kernel/refusal.ts'
import { decideName } from '../roles/person.ts'
import { EXPORTS } from './export-table.ts'
import { CONFIDENTIALITIES, CONTENT_TYPES, KINDS, type Target } from './piece.ts'

const DAY = optionalDayField({
  code: 'evidence.day',
  words: { ja: '日付を、2027-03-31 のように入力してください。', en: 'Write the day like 2027-03-31.' },
})
const KIND = choiceField(KINDS, {
  code: 'evidence.kind',
  words: { ja: '種類を選んでください。', en: 'Choose what kind of evidence it is.' },
})
const CONFIDENTIALITY = choiceField(CONFIDENTIALITIES, {
  code: 'evidence.confidentiality',
  words: { ja: '機密区分を選んでください。', en: 'Choose how confidential it is.' },
})
const SWITCH = plainField((sent) => sent === '1')
const REVISION = plainField((sent) => (/^[0-9]{1,7}$/.test(sent) ? Number(sent) : 0))

/** What people say of a piece. */
const SAID = {
  title: field({ required: true, longest: 200 }, (typed) => decideName(typed, 200, 'evidence')),
  kind: KIND,
  periodFrom: DAY,
  periodTo: DAY,
  issuedOn: DAY,
  source: textField(200, { ja: '作成元', en: 'the source' }),
  custodian: textField(200, { ja: '保管者', en: 'the custodian' }),
  confidentiality: CONFIDENTIALITY,
  validUntil: DAY,
  insidersOnly: SWITCH,
}

/** Where the content is. Files were uploaded before (`uploads`), or come with the form. */
const CONTENT = {
  uploads: listField((typed) => accept(typed.map((one) => parseId<UploadId>(one)).filter((one) => one !== undefined))),
  file: filesField(),
  photo: filesField(),
  content: choiceField(CONTENT_TYPES, {
    code: 'evidence.content',
    words: { ja: 'ファイル・リンク・保管場所のどれかを選んでください。', en: 'Choose a file, a link or a place.' },
  }),
  href: field({ longest: 2000 }, (typed): Outcome<string> => {
    const text = typed.trim()
    if (text === '') return accept('')
    const url = URL.canParse(text) ? new URL(text) : undefined
    return url && /^https?:$/.test(url.protocol) && text.length <= 2000 ? accept(url.href) : refuse('evidence.href', NO_ADDRESS)
  }),
  place: textField(500, { ja: '保管場所', en: 'the place' }),
  keeper: textField(200, { ja: '保管している人', en: 'who keeps it' }),
  sha256: field({}, (typed): Outcome<string | null> => {
    const text = typed.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()
    if (text === '') return accept(null)
    return /^[0-9a-f]{64}$/.test(text) ? accept(text) : refuse('evidence.sha256', NO_HASH)
  }),
  note: textField(1000, { ja: '版のメモ', en: 'the note of the version' }),
}
const NO_ADDRESS = {
  ja: 'リンクは、https:// で始まるアドレスを入力してください。',
  en: 'Write an address that begins with https://.',
}
const NO_HASH = {
  ja: 'SHA-256は、0〜9とa〜fの64文字です。ファイルを選ぶと、このパソコンで計算できます。',
  en: 'A SHA-256 has 64 characters, 0 to 9 and a to f. Choose the file to have it computed on this computer.',
}

/** Targets as boxes or hidden fields say them. */
const TARGETS = listField((typed) => accept(typed.map(readTarget).filter((target) => target !== undefined)))

/** The form of new evidence. */
export const NEW_PIECE = z.object({
  ...SAID,
  // A file has a name already.
  title: field({ longest: 200 }, (typed) => (typed.trim() === '' ? accept('') : decideName(typed, 200, 'evidence'))),
  ...CONTENT,
  targets: TARGETS,
})
/** The form of what is said of it, made on a revision. */
export const PIECE = z.object({ ...SAID, revision: REVISION })
/** The form of a new version. */
export const VERSION = z.object({ ...CONTENT, revision: REVISION })

type Days = { periodFrom?: Day | null; periodTo?: Day | null }

/** What is against what is said as a whole: a period that ends before it begins. */
export function againstSaid({ periodFrom, periodTo }: Days): Refusal[] {
  return periodFrom && periodTo && periodTo < periodFrom ? [PERIOD] : []
}

type Contents = { title?: string; content?: (typeof CONTENT_TYPES)[number]; href?: string; place?: string }

/** What is against a content that lacks its one part. */
export function againstContent({ title, content, href, place }: Contents): Refusal[] {
  const named = title === '' && content !== 'file' ? decideName('', 200, 'evidence') : accept('')
  return [
    ...(named.ok ? [] : named.refusals.map((refusal) => ({ ...refusal, field: 'title' }))),
    ...(content === 'link' && href === '' ? [{ code: 'evidence.href', field: 'href', words: NO_ADDRESS } as const] : []),
    ...(content === 'kept' && place === '' ? [NO_PLACE] : []),
  ]
}

const PERIOD: Refusal = {
  code: 'evidence.period',
  field: 'periodTo',
  words: {
    ja: '対象期間の終わりは、始まりの日か、そのあとの日にしてください。',
    en: 'The period must not end before it begins.',
  },
}
const NO_PLACE: Refusal = {
  code: 'evidence.place',
  field: 'place',
  words: { ja: 'どこに保管しているかを入力してください。', en: 'Write where it is kept.' },
}

/** One target, to check for or to take a link away from: `checked` is the version that was seen. */
export const CHECK = z.object({
  target: plainField(readTarget),
  checked: plainField((sent) => (/^[1-9][0-9]{0,5}$/.test(sent) ? Number(sent) : undefined)),
})
const NUMBER = /^[0-9]{1,2}(-[0-9]{1,2}){3}$/
/** The numbers of criteria, as somebody types them, in one assessment. */
export const CRITERIA = z.object({
  assessment: plainField((sent) => parseId<AssessmentId>(sent)),
  criteria: plainField((sent) => [...new Set(sent.normalize('NFKC').split(/[^0-9-]/))].filter((number) => NUMBER.test(number))),
})

/** Existing pieces that are attached to one target. */
export const ATTACH = z.object({
  evidence: boxesField((sent) => parseId<EvidenceId>(sent), {
    code: 'evidence.none-chosen',
    words: { ja: '結び付ける証跡に印をつけてください。', en: 'Tick the evidence to attach.' },
  }),
  target: plainField(readTarget),
})

/** One change of many pieces. What is left empty stays with each. */
export const MANY = z.object({
  evidence: boxesField((sent) => parseId<EvidenceId>(sent), {
    code: 'evidence.none-chosen',
    words: { ja: '変える証跡に印をつけてください。', en: 'Tick the evidence to change.' },
  }),
  kind: plainField((sent) => KINDS.find((one) => one === sent)),
  confidentiality: plainField((sent) => CONFIDENTIALITIES.find((one) => one === sent)),
  custodian: textField(200, { ja: '保管者', en: 'the custodian' }),
  validUntil: DAY,
})

export const WITHDRAWAL = z.object({
  reason: field({ longest: 500 }, (typed) => accept(typed.trim().slice(0, 500))),
  revision: REVISION,
  back: SWITCH,
})

/** Reads a target from outside; nothing where it is none. */
export function readTarget(sent: string): Target | undefined {
  const [, kind, at, target = ''] = /^(criterion|task) (\S+) (\S+)$/.exec(sent) ?? []
  const assessment = parseId<AssessmentId>(at)
  if (!assessment) return undefined
  if (kind === 'task') return parseId(target) ? { kind, assessment, target } : undefined
  return NUMBER.test(target) ? { kind: 'criterion', assessment, target } : undefined
}

/** The form in which the list goes out, by the button that was pressed. */
export const EXPORT = z.object({ form: plainField((sent) => EXPORTS.find((one) => one === sent)) })
