import { z } from 'zod'
import { charactersIn, field } from '../kernel/form.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'

/** The form that brings a file, beside the file itself: which of its sheets to read. */
export const UPLOAD = z.object({ sheet: field({ longest: 1000 }, decideSheets) })

/** One name in each line; すべて are all that hold answers. A name that no sheet has is for the reader to refuse. */
function decideSheets(typed: string): Outcome<string[] | 'all' | undefined> {
  const names = typed
    .split('\n')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (charactersIn(typed.trim()) > 1000) return refuse('text.long', TOO_LONG)
  if (names.length === 0) return accept(undefined)
  return accept(names.some((name) => /^(?:すべて|全て|all)$/i.test(name)) ? 'all' : names)
}

const TOO_LONG = {
  ja: '読むシートの名前は、合わせて1000文字までにしてください。',
  en: 'Use at most 1000 characters for the names of sheets.',
}
