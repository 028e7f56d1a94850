import { charactersIn } from '../kernel/form.ts'
import { accept, type Outcome, type Refusal } from '../kernel/refusal.ts'

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
/** In characters: of a line, and of the reason why something is left out. */
export const LONGEST_LINE = 200
export const LONGEST_REASON = 1000

/** What the scope form says: one name per line for the first three, and pairs of name and reason for exclusions. */
export type ScopeForm = { site: string; system: string; cloud: string; exclusions: { name: string; reason: string }[] }

/** Reads the form. An exclusion without a reason is refused, and so are more than 300 lines or lines over 200 characters. */
export function decideScope(form: ScopeForm): Outcome<ScopeItem[]> {
  const placed: { item: ScopeItem; field: string }[] = [
    ...(['site', 'system', 'cloud'] as const).flatMap((kind) =>
      form[kind]
        .split('\n')
        .map(tidy)
        .filter((line) => line !== '')
        .map((name) => ({ item: { kind, name, reason: '' }, field: kind })),
    ),
    ...form.exclusions
      .map(({ name, reason }, row) => ({
        item: { kind: 'exclusion' as const, name: tidy(name), reason: tidy(reason) },
        field: `exclusion-${row}-name`,
      }))
      .filter(({ item }) => item.name !== '' || item.reason !== ''),
  ]
  const items = placed.map(({ item }) => item)
  const refusals: Refusal[] = placed.flatMap(({ item, field }) => refusalsOf(item, field))
  if (items.length > MOST) {
    refusals.push({
      code: 'scope.many',
      words: { ja: `${MOST}行までにまとめてください。`, en: `Use at most ${MOST} lines.` },
    })
  }
  const [first, ...rest] = refusals
  return first ? { ok: false, refusals: [first, ...rest] } : accept(items)
}

/** A pasted tab parts words. Other control characters would not be shown, and a null one cannot be stored. */
function tidy(text: string): string {
  return text
    .replaceAll('\t', ' ')
    .replaceAll(/\p{Cc}/gu, '')
    .trim()
}

function refusalsOf({ kind, name, reason }: ScopeItem, field: string): Refusal[] {
  if (kind === 'exclusion' && (name === '' || reason === '')) {
    return [
      {
        code: 'scope.reason-missing',
        field,
        words: {
          ja: `除外するもの(${name || '名前なし'})には、名前と理由の両方を書いてください。`,
          en: `Write both the name and the reason for what is left out (${name || 'no name'}).`,
        },
      },
    ]
  }
  if (charactersIn(name) <= LONGEST_LINE && charactersIn(reason) <= LONGEST_REASON) return []
  const begun = `${name.slice(0, 20)}…`
  const words =
    charactersIn(name) > LONGEST_LINE
      ? { ja: `1行は${LONGEST_LINE}文字までにしてください: ${begun}`, en: `At most ${LONGEST_LINE} characters a line: ${begun}` }
      : {
          ja: `理由は${LONGEST_REASON}文字までにしてください: ${begun}`,
          en: `At most ${LONGEST_REASON} characters for a reason: ${begun}`,
        }
  return [{ code: 'scope.long', field, words }]
}
