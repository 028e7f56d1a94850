import type { View } from '../../ui/view.ts'

/** What the pages of a statement are called, in their title and in trails. */
export function titleOf(view: View): string {
  return view.t('適用宣言書から見込みを立てる', 'A head start from ISO/IEC 27001')
}
