import { z } from 'zod'
import { nameField, PERSON } from '../roles/person.ts'

/** The form of another organisation, with what its first person is called there. */
export const NEW_ORGANISATION = z.object({
  organisation: nameField('organisation', 200),
  person: nameField('person', 100),
  kinds: z.array(z.string()),
})

/** The form of its settings. */
export const ORGANISATION = NEW_ORGANISATION.omit({ person: true })

/** The form of a person who is there: which roles there are hangs on the organisation. */
export const PERSON_WITH_ROLES = PERSON.extend({ roles: z.array(z.string()) })
