import { type Refusal, refuse } from '../kernel/refusal.ts'
import { ACTS, type Act, may, ROLES, type Role } from './permissions.ts'
import type { Actor } from './sight.ts'

/** Refuses whoever has no role that does it: a route asks before it answers, and every action once more, by whichever way it is called. */
export function refuseUnlessMay(actor: Pick<Actor, 'roles'>, act: Act): { ok: false; refusals: [Refusal] } | undefined {
  if (may(actor, act)) return undefined
  const roles = Object.keys(ACTS[act].may) as Role[]
  return refuse('forbidden', {
    ja: `「${ACTS[act].ja}」は、いまの役割ではできません。できるのは${roles.map((role) => ROLES[role].ja).join('・')}です。`,
    en: `“${ACTS[act].en}” is not part of your role. It takes: ${roles.map((role) => ROLES[role].en).join(', ')}.`,
  })
}
