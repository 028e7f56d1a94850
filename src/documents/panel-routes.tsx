import { type AssessmentId, parseId } from '../kernel/ids.ts'
import type { Attached } from '../ui/attached.ts'
import { listServing } from './actions.ts'
import { ServingPanel } from './pages/panel.tsx'
import type { DocumentsContext } from './read-actions.ts'

/** The documents that serve a criterion, for the page of its answer, which stands below documents and is handed them. */
export function documentPanel(context: DocumentsContext): Attached {
  return async (view, { kind, assessment, target }) => {
    const id = parseId<AssessmentId>(assessment)
    const serving = kind === 'criterion' && view.viewer && id ? await listServing(context, view.viewer, id, target) : undefined
    return serving && serving.length > 0 ? <ServingPanel view={view} serving={serving} /> : null
  }
}
