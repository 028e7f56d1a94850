import { accept, type Outcome, type Refusal } from '../kernel/refusal.ts'

export const SCOPE_KINDS = ['site', 'system', 'cloud', 'exclusion'] as const
export type ScopeKind = (typeof SCOPE_KINDS)[number]
/** One line of the 適用範囲. An exclusion says why it is left out. */
export type ScopeItem = { kind: ScopeKind; name: string; reason: string }

const MOST = 300

/** What the scope form says: one name per line for the first three, and pairs of name and reason for exclusions. */
export type ScopeForm = { site: string; system: string; cloud: string; exclusions: { name: string; reason: string }[] }

/** Reads the form. An exclusion without a reason is refused, and so are more than 300 lines or lines over 200 characters. */
export function decideScope(form: ScopeForm): Outcome<ScopeItem[]> {
  const items: ScopeItem[] = [
    ...(['site', 'system', 'cloud'] as const).flatMap((kind) =>
      form[kind]
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .map((name) => ({ kind, name, reason: '' })),
    ),
    ...form.exclusions
      .map(({ name, reason }) => ({ kind: 'exclusion' as const, name: name.trim(), reason: reason.trim() }))
      .filter(({ name, reason }) => name !== '' || reason !== ''),
  ]
  const refusals: Refusal[] = items.flatMap((item) => refusalsOf(item))
  if (items.length > MOST) {
    refusals.push({
      code: 'scope.many',
      words: { ja: `${MOST}行までにまとめてください。`, en: `Use at most ${MOST} lines.` },
    })
  }
  const [first, ...rest] = refusals
  return first ? { ok: false, refusals: [first, ...rest] } : accept(items)
}

function refusalsOf({ kind, name, reason }: ScopeItem): Refusal[] {
  if (kind === 'exclusion' && (name === '' || reason === '')) {
    return [
      {
        code: 'scope.reason-missing',
        field: 'exclusion-0-name',
        words: {
          ja: `除外するもの(${name || '名前なし'})には、名前と理由の両方を書いてください。`,
          en: `Write both the name and the reason for what is left out (${name || 'no name'}).`,
        },
      },
    ]
  }
  return name.length > 200 || reason.length > 1000
    ? [
        {
          code: 'scope.long',
          field: kind,
          words: {
            ja: `1行は200文字までにしてください: ${name.slice(0, 20)}…`,
            en: `At most 200 characters a line: ${name.slice(0, 20)}…`,
          },
        },
      ]
    : []
}
