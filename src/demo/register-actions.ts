import { changeCells, type RegistersContext } from '../registers/actions.ts'
import type { Viewer } from '../roles/viewer.ts'
import { done } from './made.ts'
import type { DemoRegister } from './world.ts'

/** Somebody writes a register: all of its rows at once. */
export async function fillRegister(context: RegistersContext, viewer: Viewer, { register, rows }: DemoRegister): Promise<void> {
  const added = rows.map((cells, at) => ({ key: String(at), cells }))
  const outcome = await changeCells(context, viewer, register, { cause: 'grid', changes: [], added, gone: [] })
  if (!outcome) throw new Error(`there is no register ${register}`)
  done(outcome)
}
