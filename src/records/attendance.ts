import { CLASS_WORDS, readClass } from '../documents/index.ts'
import { accept, type Outcome } from '../kernel/refusal.ts'
import { decideName } from '../roles/person.ts'
import { parseCsv } from '../sheets/csv.ts'
import type { Attendee } from './record.ts'
import * as refusals from './refusals.ts'

/** More people are a second training. */
const MOST = 2000

/**
 * Reads who attended a training, a person to a line: name, class, attended. The class may be left out (an employee), and so may the last:
 * whoever is on the list attended, unless it says otherwise. Refuses at the first line that cannot be read. Nothing for an empty list.
 */
export function decideAttendance(text: string): Outcome<Attendee[] | null> {
  if (text.trim() === '') return accept(null)
  const parsed = parseCsv(text)
  if (!parsed.ok) return parsed
  const people: Attendee[] = []
  for (const [at, cells] of parsed.value.rows.entries()) {
    const [named = '', ...others] = cells.map((cell) => cell.normalize('NFKC').trim())
    const said = others.filter((cell) => cell !== '')
    if (named === '' && said.length === 0) continue
    if (at === 0 && HEADER.test(named)) continue
    const name = decideName(named, 100, 'attendance')
    const absent = said.find((cell) => ABSENT.test(cell))
    const present = said.find((cell) => PRESENT.test(cell))
    const rest = said.filter((cell) => cell !== absent && cell !== present && !cell.includes('@'))
    const [word] = rest
    const kind = word === undefined ? 'employees' : readClass(word)
    if (!name.ok || !kind || rest.length > 1 || people.length === MOST) return refusals.attendance(at + 1)
    people.push({ name: name.value, class: kind, attended: absent === undefined })
  }
  return accept(people.length === 0 ? null : people)
}

/** A class in words; the code itself where it is none that we know. */
export function classWords(kind: string) {
  return Object.hasOwn(CLASS_WORDS, kind) ? CLASS_WORDS[kind as keyof typeof CLASS_WORDS] : { ja: kind, en: kind }
}

const HEADER = /^(氏名|名前|受講者|name)$/i
const ABSENT = /^(欠席|未受講|欠|いいえ|×|no|absent|0)$/i
const PRESENT = /^(出席|受講|受講済み?|出|済み?|はい|○|〇|yes|attended|present|1)$/i
