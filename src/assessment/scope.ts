import { z } from 'zod'
import { charactersIn, decideForm, field, plainField, type Typed } from '../kernel/form.ts'
import { accept, type Outcome, type Refusal, refuse } from '../kernel/refusal.ts'

const SCOPE_KINDS = ['site', 'system', 'cloud', 'exclusion'] as const
export type ScopeKind = (typeof SCOPE_KINDS)[number]
/** One line of the 適用範囲. An exclusion says why it is left out. */
export type ScopeItem = { kind: ScopeKind; name: string; reason: string }

/** What the scope said when a person began to edit it: two that differ anywhere differ here. */
export function scopeSeen(items: readonly ScopeItem[]): string {
  return JSON.stringify(items.map(({ kind, name, reason }) => [kind, name, reason]))
}

/** What `scopeSeen` gives where no scope has been written. */
export const NO_SCOPE = scopeSeen([])

const MOST = 300

/** A name for each line of the first three; what is left out is a list of names, and one of reasons beside it. */
export const SCOPE = z.object({
  site: field({}, decideLines),
  system: field({}, decideLines),
  cloud: field({}, decideLines),
  exclusion: z.array(field({ longest: 200 }, decideLine)),
  exclusionReason: z.array(field({ longest: 1000 }, decideReason)),
})

/** The form as a page sends it: with what the scope said when a person began to edit it. */
export const SCOPE_SENT = SCOPE.extend({ seen: plainField(String) })

/** Reads the form. Refuses lines over 200 characters, more than 300 of them, and what is left out without its name or its reason. */
export function decideScope(typed: Typed<typeof SCOPE>): Outcome<ScopeItem[]> {
  const decided = decideForm(SCOPE, typed, (standing) => [
    ...rowsOf(standing).flatMap((row) => ((row.name === '') === (row.reason === '') ? [] : [halfSaid(row)])),
    ...(itemsOf(standing).length > MOST ? [MANY] : []),
  ])
  return decided.ok ? accept(itemsOf(decided.value)) : decided
}

type Lines = Partial<z.output<typeof SCOPE>>

function itemsOf(lines: Lines): ScopeItem[] {
  return [
    ...(['site', 'system', 'cloud'] as const).flatMap((kind) => (lines[kind] ?? []).map((name) => ({ kind, name, reason: '' }))),
    ...rowsOf(lines).flatMap(({ name, reason }) => (name === '' ? [] : [{ kind: 'exclusion' as const, name, reason }])),
  ]
}

/** What is left out, each with its reason; none where either was refused by itself. */
function rowsOf({ exclusion, exclusionReason }: Lines): { name: string; reason: string; row: number }[] {
  return exclusion && exclusionReason ? exclusion.map((name, row) => ({ name, reason: exclusionReason[row] ?? '', row })) : []
}

function decideLines(typed: string): Outcome<string[]> {
  const lines = typed.split('\n').map(decideLine)
  const refused = lines.find((line) => !line.ok)
  return refused ?? accept(lines.flatMap((line) => (line.ok && line.value !== '' ? [line.value] : [])))
}

function decideLine(typed: string): Outcome<string> {
  const line = tidy(typed)
  if (charactersIn(line) <= 200) return accept(line)
  const begun = `${[...line].slice(0, 20).join('')}…`
  return refuse('scope.long', { ja: `1行は200文字までにしてください: ${begun}`, en: `At most 200 characters a line: ${begun}` })
}

function decideReason(typed: string): Outcome<string> {
  const reason = tidy(typed)
  if (charactersIn(reason) <= 1000) return accept(reason)
  const begun = `${[...reason].slice(0, 20).join('')}…`
  return refuse('scope.long', {
    ja: `理由は1000文字までにしてください: ${begun}`,
    en: `At most 1000 characters for a reason: ${begun}`,
  })
}

/** A pasted tab parts words. Other control characters would not be shown, and a null one cannot be stored. */
function tidy(text: string): string {
  return text
    .replaceAll('\t', ' ')
    .replaceAll(/\p{Cc}/gu, '')
    .trim()
}

function halfSaid({ name, reason, row }: { name: string; reason: string; row: number }): Refusal {
  return {
    code: 'scope.reason-missing',
    field: reason === '' ? `exclusionReason-${row}` : `exclusion-${row}`,
    words: {
      ja: `除外するもの(${name || '名前なし'})には、名前と理由の両方を書いてください。`,
      en: `Write both the name and the reason for what is left out (${name || 'no name'}).`,
    },
  }
}

const MANY: Refusal = {
  code: 'scope.many',
  words: { ja: `${MOST}行までにまとめてください。`, en: `Use at most ${MOST} lines.` },
}
