import { z } from 'zod'
import { decideEmail } from '../account/credentials/index.ts'
import { choiceField, listField, type Typed, textField } from '../kernel/form.ts'
import { type PersonId, parseId } from '../kernel/ids.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { decideName } from '../roles/person.ts'
import { parseCsv } from '../sheets/csv.ts'
import { CLASSES, type Reader, type ReaderClass, readClass } from './reader.ts'

/** In characters: some 500 lines. */
const LONGEST_LIST = 60_000

/** The form that adds readers: colleagues who are ticked, and a list of lines. `class` is that of whoever's line names none. */
export const READERS = z.object({
  people: listField((typed) => accept(typed.map((one) => parseId<PersonId>(one)).filter((one) => one !== undefined))),
  list: textField(LONGEST_LIST, { ja: '名簿', en: 'the list' }),
  class: choiceField(CLASSES, {
    code: 'document.reader-class',
    words: { ja: '区分を選んでください。', en: 'Choose the class.' },
  }),
})
export type TypedReaders = Typed<typeof READERS>

type NewReader = Pick<Reader, 'name' | 'email' | 'class'>

/** Reads a list, a person to a line: name, address (may be left out), class. Refuses at the first line that cannot be read. */
export function decideList(text: string, otherwise: ReaderClass): Outcome<NewReader[]> {
  const parsed = parseCsv(text)
  if (!parsed.ok) return parsed
  const readers: NewReader[] = []
  for (const [at, cells] of parsed.value.rows.entries()) {
    const [named = '', ...others] = cells.map((cell) => cell.trim())
    const said = others.filter((cell) => cell !== '')
    if (named === '' && said.length === 0) continue
    if (at === 0 && /^(氏名|名前|name)$/i.test(named)) continue
    const address = said.find((cell) => cell.includes('@'))
    const word = said.find((cell) => !cell.includes('@'))
    const kind = word === undefined ? otherwise : readClass(word)
    const name = decideName(named, 100, 'list')
    const email = address === undefined ? accept(null) : decideEmail(address, 'list')
    if (!name.ok || !email.ok || !kind) return refuse('document.reader-line', unreadable(at + 1), 'list')
    readers.push({ name: name.value, email: email.value?.address ?? null, class: kind })
  }
  return accept(readers)
}

const unreadable = (line: number) => ({
  ja: `${line}行目が読めません。「名前, メールアドレス, 区分」の順に書いてください。アドレスと区分は省けます(区分: 役員・従業員・派遣社員・受入出向者)。`,
  en: `Line ${line} cannot be read. Write name, mail address, class; address and class may be left out (Officer, Employee, Dispatched worker, Seconded worker).`,
})
