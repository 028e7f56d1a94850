import type { Child } from 'hono/jsx'
import type { CatalogueContext } from '../catalogue/index.ts'
import { dayInJapan } from '../kernel/instant.ts'
import type { Pieces } from '../ui/attached.ts'
import type { View } from '../ui/view.ts'
import * as actions from './actions.ts'
import { EvidencePanel } from './pages/panel.tsx'
import type { Target } from './piece.ts'

/** The panel of evidence for the page of an answer or a task, which stand below evidence and are handed it. Nothing for whoever sees none. */
export function evidencePanel(context: CatalogueContext): (view: View, target: Target) => Promise<Child> {
  return async (view, target) => {
    const attached = view.viewer && (await actions.readAttached(context, view.viewer, target))
    return attached ? <EvidencePanel view={view} target={target} attached={attached} today={dayInJapan(context.now())} /> : null
  }
}

/** How much evidence each criterion of an assessment has, for its list, which stands below evidence and is handed it. */
export function evidenceCounts(context: CatalogueContext): Pieces {
  return async (view, assessment) => {
    const { viewer } = view
    return new Map(viewer && (await actions.readCounts(context, viewer, assessment)))
  }
}
