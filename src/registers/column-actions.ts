import { accept, type Outcome, refuse } from '../kernel/refusal.ts'
import { logEvent } from '../log/actions.ts'
import { refuseUnlessMay } from '../roles/authority.ts'
import { decideName } from '../roles/person.ts'
import type { Actor } from '../roles/sight.ts'
import * as events from './events.ts'
import type { RegistersContext } from './read-actions.ts'
import { MOST_OWN, type OwnColumn } from './register.ts'
import * as registers from './register-store.ts'
import { onRegister } from './row-actions.ts'
import { insertBlankKeys } from './row-store.ts'

/** The longest name of an own column, in characters. */
export const LONGEST_NAME = 40

/** Adds a column of the organisation's own to a register. Refuses a name that is there already, and more columns than there is room for. */
export async function addColumn(
  context: RegistersContext,
  actor: Actor,
  id: string,
  name: string,
): Promise<Outcome<OwnColumn> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'register.write')
  if (forbidden) return forbidden
  return onRegister(context, actor, id, async (tx, { register, kept, columns }) => {
    const named = decideName(name, LONGEST_NAME, 'register')
    if (!named.ok)
      return { ok: false, refusals: named.refusals.map((one) => ({ ...one, field: 'name' })) as typeof named.refusals }
    if (columns.some(({ words }) => words.ja === named.value)) return refuse('register.column-there', THERE, 'name')
    if (kept.own.length >= MOST_OWN) return refuse('register.columns-full', FULL, 'name')
    const column = { id: `own-${kept.own.length + 1}`, name: named.value, away: false }
    const own = [...kept.own, column]
    await registers.updateKept(tx, actor.tenant, { ...kept, own })
    await insertBlankKeys(tx, actor.tenant, register.id, column.id)
    await logEvent(context, tx, actor, events.columnsChanged(actor.tenant, register.id, namesOf(kept.own), namesOf(own)))
    return accept(column)
  })
}

/** Renames an own column, puts it away, or takes it out again. Its cells stay as they are. */
export async function changeColumn(
  context: RegistersContext,
  actor: Actor,
  id: string,
  { col, name, away }: { col: string; name: string; away: boolean },
): Promise<Outcome<OwnColumn> | undefined> {
  const forbidden = refuseUnlessMay(actor, 'register.write')
  if (forbidden) return forbidden
  return onRegister(context, actor, id, async (tx, { register, kept, columns }) => {
    const before = kept.own.find((column) => column.id === col)
    if (!before) return undefined
    const named = decideName(name, LONGEST_NAME, 'register')
    if (!named.ok) return named
    if (columns.some((column) => column.id !== col && column.words.ja === named.value))
      return refuse('register.column-there', THERE)
    const after = { ...before, name: named.value, away }
    if (JSON.stringify(before) === JSON.stringify(after)) return accept(before)
    const own = kept.own.map((column) => (column.id === col ? after : column))
    await registers.updateKept(tx, actor.tenant, { ...kept, own })
    await logEvent(context, tx, actor, events.columnsChanged(actor.tenant, register.id, namesOf(kept.own), namesOf(own)))
    return accept(after)
  })
}

function namesOf(own: readonly OwnColumn[]): string[] {
  return own.filter(({ away }) => !away).map(({ name }) => name)
}

const THERE = {
  ja: 'その名前の列は、もうあります。別の名前にしてください。',
  en: 'There is a column of that name already. Choose another name.',
}
const FULL = {
  ja: `自社の列は、1つの台帳に${MOST_OWN}個までです。使っていない列の名前を変えて使ってください。`,
  en: `A register has at most ${MOST_OWN} columns of your own. Rename one that is not used.`,
}
