import type { CatalogueContext } from '../catalogue/index.ts'
import { type AssessmentId, parseId } from '../kernel/ids.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { WebContext } from '../web/app.tsx'
import * as actions from './actions.ts'

/** The assessment that the address names, if it is the viewer's organisation's. Another's is not told apart from none. */
export async function findFor(c: WebContext, context: CatalogueContext): Promise<Found | undefined> {
  const { viewer } = c.get('view')
  const id = parseId<AssessmentId>(c.req.param('id'))
  if (!viewer || !id) return undefined
  const found = await actions.readAssessment(context, viewer, id)
  return found && { ...found, viewer }
}
type Found = NonNullable<Awaited<ReturnType<typeof actions.readAssessment>>> & { viewer: Viewer }
