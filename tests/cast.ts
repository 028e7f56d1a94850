import { type CastMember, createDemoWorld } from '../src/demo/actions.ts'
import type { AssessmentId } from '../src/kernel/ids.ts'
import type { LibraryContext } from '../src/main/library.ts'
import type { Viewer } from '../src/roles/viewer.ts'

/** The named world of the tests: the demo world, spoken to by the keys of `src/demo/world/cast.yaml`. */
export type Cast = {
  /** Somebody of a firm, ready to look and to act: `viewer('aoyama', 'ito')`. */
  viewer(firm: string, person: string): Viewer
  assessment(firm: string, key: string): AssessmentId
}

/** Sets the demo world up in a test's database and says who is in it. */
export async function setUpCast(context: LibraryContext): Promise<Cast> {
  const { cast } = await createDemoWorld(context)
  const memberOf = (key: string): CastMember =>
    required(
      cast.find(({ firm }) => firm.key === key),
      key,
    )
  return {
    viewer: (key, personKey) => {
      const { firm, tenant, people } = memberOf(key)
      const person = required(
        firm.people.find((one) => one.key === personKey),
        personKey,
      )
      return {
        tenant: required(tenant, key),
        person: required(people.get(personKey), personKey),
        personName: person.name,
        organisationName: firm.name,
        demo: true,
        roles: [...person.roles],
      }
    },
    assessment: (firm, key) => required(memberOf(firm).assessments.get(key), key),
  }
}

function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`the cast has no ${name}`)
  return value
}
