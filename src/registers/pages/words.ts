import { readDay } from '../../kernel/calendar.ts'
import { REGISTER_WORDS } from '../../measures/index.ts'
import { sayDay, type View } from '../../ui/view.ts'
import type { AnyColumn, Register } from '../register.ts'

export function nameOfRegister(view: View, { id }: Pick<Register, 'id'>): string {
  return view.say(REGISTER_WORDS[id])
}

/** Where the pages of a register are. */
export function toRegister(view: View, { id }: Pick<Register, 'id'>, rest = ''): string {
  return view.to(`/registers/${id}${rest}`)
}

/** A cell as people read it: an option by its name, a day as the language writes it; what does not fit as it was written. */
export function sayCell(view: View, { kind, options }: AnyColumn, value: string): string {
  if (kind === 'choice') {
    const option = options?.find(({ id }) => id === value)
    return option ? view.say(option) : value
  }
  if (kind === 'day') {
    const day = readDay(value)
    return day ? sayDay(view, day) : value
  }
  return value
}
