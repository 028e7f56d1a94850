import { createAssessment } from '../assessment/actions.ts'
import type { Ground } from '../ground.ts'
import { beginOrganisation } from '../identity/actions.ts'
import { decideName, type Viewer } from '../identity/index.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { accept, type Outcome, type Refusal } from '../kernel/refusal.ts'
import type { QuickSheet } from './quick-answers.ts'
import { startingAnswers } from './take-over.ts'

type Seat = Pick<Viewer, 'tenant' | 'person'>

/**
 * Takes a quick assessment over into a full one. Without a seat an organisation with its first person is begun, too.
 * Refuses missing or overlong names, all at once and before anything is stored.
 */
export async function takeOver(
  ground: Ground,
  seat: Seat | undefined,
  sheet: QuickSheet,
  wish: { title: string; organisation: string; person: string },
): Promise<Outcome<{ seat: Seat; assessment: AssessmentId }>> {
  const [first, ...rest] = refusalsOf(wish, seat === undefined)
  if (first) return { ok: false, refusals: [first, ...rest] }
  const begun = seat ? accept(seat) : await beginOrganisation(ground, wish)
  if (!begun.ok) return begun
  const { edition, target } = sheet
  const starting = startingAnswers(ground.edition(edition), sheet)
  const assessment = await createAssessment(ground, begun.value, { title: wish.title, edition, target, starting })
  return assessment.ok ? accept({ seat: begun.value, assessment: assessment.value }) : assessment
}

function refusalsOf(wish: { title: string; organisation: string; person: string }, beginning: boolean): Refusal[] {
  const names = [
    decideName(wish.title, 200, 'title'),
    ...(beginning ? [decideName(wish.organisation, 200, 'organisation'), decideName(wish.person, 100, 'person')] : []),
  ]
  return names.flatMap((name) => (name.ok ? [] : name.refusals))
}
