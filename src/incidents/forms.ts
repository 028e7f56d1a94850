import { z } from 'zod'
import { momentInJapan, readDay } from '../kernel/calendar.ts'
import { charactersIn, choiceField, field, plainField, textField } from '../kernel/form.ts'
import type { Instant } from '../kernel/instant.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { nameField } from '../roles/person.ts'
import { LATER_KINDS } from './incident.ts'
import * as refusals from './refusals.ts'
import { GROUPS, type Settings } from './settings.ts'

/** As a field of the type `datetime-local` sends it, by the clocks of Japan; null where nothing was entered: now. */
const WHEN = field({}, (typed): Outcome<Instant | null> => {
  const text = typed.normalize('NFKC').trim()
  if (text === '') return accept(null)
  const [, date = '', time = ''] = /^(\d{4}-\d\d-\d\d)[T ]((?:[01]\d|2[0-3]):[0-5]\d)(?::\d\d)?$/.exec(text) ?? []
  const day = readDay(date)
  return day === undefined ? refusals.noTime() : accept(momentInJapan(day, time))
})

const BODY = needed(4000, { ja: '内容', en: 'what happened' }, refusals.noBody)
const CONCERNS = textField(1000, { ja: 'かかわるもの', en: 'what it concerns' })

/** The form of a discovery: three fields and no more. */
export const DISCOVERY = z.object({
  body: BODY,
  happenedAt: WHEN,
  concerns: CONCERNS,
  drill: plainField((sent) => sent === '1'),
})

const SAID = {
  happenedAt: WHEN,
  doneBy: nameField('doneBy', 100),
  body: BODY,
  concerns: CONCERNS,
  /** Null where no level is decided with it. */
  level: plainField((sent) => (/^[1-9]$/.test(sent) ? Number(sent) : null)),
}
/** The form of what was done in an incident. */
export const ENTRY = z.object({ kind: choiceField(LATER_KINDS, refusals.NO_KIND), ...SAID })
/** The form that corrects an entry, whose kind stays. */
export const CORRECTION = z.object({
  ...SAID,
  correction: needed(1000, { ja: '訂正の理由', en: 'the reason' }, refusals.noCorrection),
})

const NUMBER = plainField((sent) => (/^\d{1,6}$/.test(sent) ? Number(sent) : 0))
const cells = (longest: number, ja: string, en: string) => z.array(textField(longest, { ja, en }))

/** The forms of the settings: of a list each column comes as often as it has rows. `number` is the version that was seen. */
export const LEVELS = z.object({
  level: z.array(plainField((sent) => (/^[1-9]$/.test(sent.trim()) ? Number(sent) : 0))),
  name: cells(100, '呼び名', 'the name'),
  covers: cells(1000, '当てはまるもの', 'what it covers'),
  act: cells(1000, 'すること', 'what is done'),
  number: NUMBER,
})
export const CONTACTS = z.object({
  group: z.array(plainField((sent) => GROUPS.find((one) => one === sent) ?? 'internal')),
  name: cells(100, '名前', 'the name'),
  phone: cells(100, '電話', 'the telephone'),
  email: cells(254, 'メール', 'the mail address'),
  when: cells(300, '知らせるとき', 'when to call'),
  number: NUMBER,
})
export const FIRST_HOUR = z.object({ steps: textField(4000, { ja: 'すること', en: 'the steps' }), number: NUMBER })

/** The levels of a form, the most serious first. Refuses a number twice, and a level without a name. */
export function decideLevels({ level, name, covers, act }: z.output<typeof LEVELS>): Outcome<Settings['levels']> {
  const rows = name
    .map((own, at) => ({ level: level[at] ?? 0, name: own, covers: covers[at] ?? '', act: act[at] ?? '' }))
    .filter((row) => row.name !== '' || row.covers !== '' || row.act !== '')
  if (rows.length === 0 || rows.some((row) => row.name === '')) return refusals.noNames()
  const numbers = new Set(rows.map((row) => row.level))
  if (numbers.has(0) || numbers.size < rows.length) return refusals.levelNumber()
  return accept(rows.toSorted((one, other) => other.level - one.level))
}

/** The contacts of a form, those of a group together. Refuses one without a name. */
export function decideContacts({ group, name, phone, email, when }: z.output<typeof CONTACTS>): Outcome<Settings['contacts']> {
  const rows = name
    .map((own, at) => ({
      ...{ group: group[at] ?? 'internal', name: own, phone: phone[at] ?? '', email: email[at] ?? '', when: when[at] ?? '' },
    }))
    .filter((row) => row.name !== '' || row.phone !== '' || row.email !== '' || row.when !== '')
  if (rows.length === 0 || rows.some((row) => row.name === '')) return refusals.noNames()
  return accept(rows.toSorted((one, other) => GROUPS.indexOf(one.group) - GROUPS.indexOf(other.group)))
}

/** The steps of the first hour, one a line. */
export function decideSteps({ steps }: z.output<typeof FIRST_HOUR>): Outcome<Settings['first-hour']> {
  const lines = steps
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines.length === 0 ? refusals.noBody() : accept(lines)
}

function needed(longest: number, called: Parameters<typeof textField>[1], missing: () => ReturnType<typeof refusals.noBody>) {
  return field({ required: true, longest }, (typed): Outcome<string> => {
    const text = typed.replaceAll(/\r\n?/g, '\n').trim()
    if (text === '') return missing()
    const length = charactersIn(text)
    if (length <= longest) return accept(text)
    const ja = `${called.ja}は${longest}文字までにしてください(いまは${length}文字)。`
    const en = `Use at most ${longest} characters for ${called.en}; there are ${length} now.`
    return { ok: false, refusals: [{ code: 'text.long', words: { ja, en } }] }
  })
}
