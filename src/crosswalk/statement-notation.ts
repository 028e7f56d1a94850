/** What a column of a statement of applicability holds, by its header. `excluded` is marked where a control is left out. */
export type ColumnRole = 'applicable' | 'excluded' | 'implemented' | 'reason'

export type Applicable = 'yes' | 'no' | 'unknown'
export type Implemented = 'yes' | 'partly' | 'no' | 'unknown'

/** A number of the edition of 2022 (`5.1`), or of 2013 (`A.9.2.3`), where every number has three parts. */
type ControlReading = { edition: '2022' | '2013'; number: string }

/** `Ａ．５．１`, `A 5.1`, `附属書A 5.1 方針` → `5.1`; nothing where the text does not begin with one such number. */
export function controlFrom(text: string): ControlReading | undefined {
  const plain = text.slice(0, LONGEST).normalize('NFKC').trim().replaceAll(/\s+/g, ' ')
  const [, chapter = '', second = '', third] = CONTROL.exec(plain) ?? []
  const number = [chapter, second, third].flatMap((part) => (part === undefined ? [] : [Number(part)])).join('.')
  if (third !== undefined)
    return Number(chapter) >= 5 && Number(chapter) <= 18 ? { edition: '2013', number: `A.${number}` } : undefined
  return /^[5-8]$/.test(chapter) ? { edition: '2022', number } : undefined
}

/** Reads a header as people write it; nothing where it is none of these. */
export function roleOf(header: string): ColumnRole | undefined {
  const plain = fold(header).replaceAll(/\([^()]*\)/g, '')
  return HEADERS.find(([pattern]) => pattern.test(plain))?.[1]
}

/** Reads whether a control is applicable; nothing for a blank, and for what is not understood. */
export function applicableFrom(text: string): Applicable | undefined {
  return lookUp(APPLICABLE, text)
}

/** Reads whether a control is implemented; nothing for a blank, and for what is not understood. */
export function implementedFrom(text: string): Implemented | undefined {
  return lookUp(IMPLEMENTED, text)
}

/** Words of the writer's own may follow: 適用(法令のため), 実施済: 2024年. */
function lookUp<T>(table: ReadonlyMap<string, T>, text: string): T | undefined {
  const plain = fold(text)
  return table.get(plain) ?? table.get(plain.split(/[(:、,。;「]/)[0] ?? '')
}

function fold(text: string): string {
  return text.slice(0, LONGEST).normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()
}

/** Beyond so many characters nothing is a number, a header or a mark. */
const LONGEST = 200
const CONTROL = /^(?:附属書|付属書|管理策|annex)? ?(?:a ?\.? ?)?0?(\d{1,2})\.0?(\d{1,2})(?:\.0?(\d{1,2}))?(?![.\d-])/i

/** In this order: the first that fits. */
const HEADERS: [RegExp, ColumnRole][] = [
  [/理由|根拠|正当性|justification|reason|rationale/, 'reason'],
  [
    /^(?:実施|実装|導入|対応|運用|適用)(?:の)?(?:状況|状態|済み?)$|^(?:実施|実装|導入)(?:の?有無|しているか)?$|^implement|^(?:current)?status$/,
    'implemented',
  ],
  [/^(?:適用)?除外(?:の?有無|する)?$|^(?:不採用|非適用|適用外|適用しない)$|^exclu|^notapplicable$/, 'excluded'],
  [
    /^適用(?:[/・,又は]+(?:適用)?(?:除外|外|不適用|非適用))?(?:の?有無|の?可否|する|区分|判定|要否)?$|^(?:採用|選択|採否|適否|要否)(?:の?有無|の?可否|する)?$|^(?:採用|選択)[/・](?:不採用|除外|非選択)$|^applicab|^(?:in|ex)cluded\/|^included|^selected$/,
    'applicable',
  ],
]

const YES = '○ 〇 ◯ ● ◎ ✓ ✔ ☑ ■ レ はい yes y true 1'
const NO = '× ✕ ✖ ✗ いいえ no n false 0'
/** A letter x is a tick to some and a cross to others. */
const APPLICABLE = toTable<Applicable>({
  yes: `${YES} 適用 適用する 適用あり 適用対象 適用中 採用 採用する 採択 選択 対象 要 必要 有 有り あり 該当 applicable included selected`,
  no: `${NO} 適用除外 除外 除外する 適用外 不適用 非適用 適用しない 適用なし 不採用 採用しない 対象外 適用対象外 非該当 該当なし 否 不要 無 無し なし n/a na notapplicable excluded notselected - ー ―`,
  unknown: 'x 検討中 未定 要確認 tbd',
})
/** 実施中 is said of what is being practised and of what is being built. */
const IMPLEMENTED = toTable<Implemented>({
  yes: `${YES} 実施 実施済 実施済み 実施している 実装済 実装済み 導入済 導入済み 対応済 対応済み 整備済 整備済み 済 済み 完了 運用中 運用している implemented fullyimplemented done complete completed inplace operational 100%`,
  partly:
    '△ ▲ 一部 一部実施 一部実施済 一部実施済み 一部対応 一部導入 部分的 部分的に実施 部分実施 partial partially partiallyimplemented partly',
  no: `${NO} 未 未実施 未対応 未実装 未導入 未整備 未着手 計画中 予定 実施予定 導入予定 検討中 notimplemented notyet planned notstarted 0%`,
  unknown: 'x 実施中 対応中 導入中 進行中 未定 要確認 inprogress ongoing tbd',
})

function toTable<T extends string>(spellings: Record<T, string>): ReadonlyMap<string, T> {
  const entries = Object.entries<string>(spellings) as [T, string][]
  return new Map(entries.flatMap(([meaning, words]) => words.split(' ').map((word) => [fold(word), meaning] as const)))
}
