import type { Words } from '../kernel/refusal.ts'
import table from './permissions.json'

/**
 * How far a permission reaches. `all` of the organisation; `assigned`: the criteria assigned to that person; `engaged`: what the
 * engagement covers, while it lasts.
 */
export type Extent = 'all' | 'assigned' | 'engaged'
export type Role = keyof typeof table.roles
export type Act = keyof typeof table.acts
export type OrganisationKind = keyof typeof table.kinds

type ActRow = Words & { may: Partial<Record<Role, Extent>>; stepUp?: boolean }
/** `secondFactor`: on a server for others, whoever has the role needs a second factor, whatever the organisation says. */
type RoleRow = Words & { about: Words; kinds: OrganisationKind[]; secondFactor?: boolean }
type KindRow = Words & { appointed?: boolean }

/** The one table of who may do what (`permissions.json`), which routes, pages and tests ask. */
export const ACTS = table.acts as Record<Act, ActRow>
export const ROLES = table.roles as Record<Role, RoleRow>
/** `appointed` kinds are given by whoever keeps the server: nobody makes themselves an evaluation body. */
export const KINDS = table.kinds as Record<OrganisationKind, KindRow>

export const isAct = (text: string): text is Act => Object.hasOwn(ACTS, text)
export const isRole = (text: string): text is Role => Object.hasOwn(ROLES, text)
export const isKind = (text: string): text is OrganisationKind => Object.hasOwn(KINDS, text)

/** How far somebody with these roles may do it: the widest of their roles; nothing where none of them may. */
export function extentOf(roles: readonly Role[], act: Act): Extent | undefined {
  const extents = roles.map((role) => ACTS[act].may[role])
  return WIDEST_FIRST.find((extent) => extents.includes(extent))
}

/** The roles that reach so far that a stolen password must not be enough. */
export const GUARDED_ROLES: readonly Role[] = Object.entries(table.roles as Record<Role, RoleRow>).flatMap(
  ([role, { secondFactor }]) => (secondFactor ? [role as Role] : []),
)

/** Whether somebody with these roles may do it at all. */
export function may(holder: { roles: readonly Role[] }, act: Act): boolean {
  return extentOf(holder.roles, act) !== undefined
}

/** The roles that may be given in an organisation of these kinds. `engaged` comes with an engagement only. */
export function rolesFor(kinds: readonly OrganisationKind[]): Role[] {
  return (Object.keys(ROLES) as Role[]).filter((role) => ROLES[role].kinds.some((kind) => kinds.includes(kind)))
}

const WIDEST_FIRST: readonly Extent[] = ['all', 'engaged', 'assigned']
