import { ask } from '../../ui/browser/session.ts'
import { toast } from '../../ui/browser/toast.ts'
import { parseTsv } from './tsv.ts'

type Column = { id: string; kind: string; options: { id: string; words: string }[] }
type Change = { row: string; col: string; from: string; to: string }
type Saved = {
  clashes: { row: string; col: string; ours: string; theirs: string }[]
  made: Record<string, string>
  now: Record<string, Record<string, string>>
}

/** How many rows are sent at once: a request has at most 1 MB. */
const AT_ONCE = 400

/** Makes the table of a register a grid: cells are moved through by arrows, written in, pasted over, and taken back. */
export function startGrid(table: HTMLTableElement): void {
  const action = table.dataset.grid ?? ''
  const columns = JSON.parse(table.dataset.columns ?? '[]') as Column[]
  const [savedWords, undoneWords, nothingWords, failedWords, clashWords, reloadWords, missingWords] = JSON.parse(
    table.dataset.words ?? '[]',
  ) as string[]
  const done: { changes: Change[]; made: string[] }[] = []
  table.dataset.ready = ''
  table.parentElement?.parentElement?.querySelector('.grid-help')?.removeAttribute('hidden')
  for (const cell of cellsOf(table)) cell.tabIndex = -1
  const first = cellsOf(table)[0]
  if (first) first.tabIndex = 0

  table.addEventListener('focusin', ({ target }) => {
    const cell = cellOf(target)
    if (!cell || target !== cell) return
    for (const other of table.querySelectorAll<HTMLElement>('[data-col][tabindex="0"]')) other.tabIndex = -1
    cell.tabIndex = 0
  })
  table.addEventListener('dblclick', ({ target }) => {
    const cell = cellOf(target)
    if (cell) write(cell)
  })
  table.addEventListener('click', ({ target }) => {
    const cell = cellOf(target)
    if (cell && target === cell) cell.focus()
  })
  table.addEventListener('keydown', (event) => {
    const cell = cellOf(event.target)
    if (!cell || event.target !== cell || event.isComposing) return
    const moved = MOVES[event.key]
    if ((event.ctrlKey || event.metaKey) && event.key === 'z') void undo()
    else if (event.ctrlKey || event.metaKey || event.altKey) return
    else if (moved) neighbour(cell, moved)?.focus()
    else if (event.key === 'Enter' || event.key === 'F2') write(cell)
    else if (event.key === 'Delete') void save([changeOf(cell, '')], 'grid')
    else if (event.key.length === 1 && event.key !== ' ') write(cell, event.key)
    else return
    event.preventDefault()
  })
  table.addEventListener('paste', (event) => {
    const cell = cellOf(event.target)
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (!cell || event.target !== cell || text === '') return
    event.preventDefault()
    void paste(cell, parseTsv(text))
  })

  /** Opens a field in a cell; Enter and Tab keep what is written, Esc leaves the cell as it was. */
  function write(cell: HTMLElement, begun?: string): void {
    const column = columns.find(({ id }) => id === cell.dataset.col)
    if (!column) return
    const before = [...cell.childNodes]
    const field = fieldFor(column, cell.dataset.value ?? '', begun)
    cell.replaceChildren(field)
    field.focus()
    let open = true
    const close = (keep: boolean) => {
      if (!open) return
      open = false
      const { value } = field
      cell.replaceChildren(...before)
      if (keep && value !== (cell.dataset.value ?? '')) void save([changeOf(cell, value)], 'grid')
    }
    field.addEventListener('blur', () => close(true))
    field.addEventListener('keydown', (event) => {
      const { key, isComposing, shiftKey } = event as KeyboardEvent
      if (isComposing || !['Enter', 'Tab', 'Escape'].includes(key)) return
      event.preventDefault()
      event.stopPropagation()
      close(key !== 'Escape')
      const to = key === 'Enter' ? MOVES.ArrowDown : key === 'Tab' ? (shiftKey ? MOVES.ArrowLeft : MOVES.ArrowRight) : undefined
      const next = (to && neighbour(cell, to)) ?? cell
      next.focus()
    })
  }

  /** Writes a block of cells from one on; what goes below the last row becomes new rows. */
  async function paste(cell: HTMLElement, block: string[][]): Promise<void> {
    const from = columns.findIndex(({ id }) => id === cell.dataset.col)
    const all = [...table.querySelectorAll<HTMLTableRowElement>('tbody tr')]
    const top = all.findIndex((row) => row.contains(cell))
    const changes: Change[] = []
    const added: { key: string; cells: Record<string, string> }[] = []
    for (const [down, texts] of block.entries()) {
      const row = all[top + down]
      const own = texts.flatMap((text, right) => {
        const column = columns[from + right]
        return column ? [{ col: column.id, text }] : []
      })
      if (!row) added.push({ key: String(down), cells: Object.fromEntries(own.map(({ col, text }) => [col, text])) })
      else {
        for (const { col, text } of own) {
          const target = row.querySelector<HTMLElement>(`[data-col="${col}"]`)
          if (target && (target.dataset.value ?? '') !== text) changes.push(changeOf(target, text))
        }
      }
    }
    await save(changes, 'paste', added)
    if (added.length > 0) location.reload()
  }

  async function save(
    changes: Change[],
    cause: string,
    added: { key: string; cells: Record<string, string> }[] = [],
  ): Promise<void> {
    const made: string[] = []
    const rows = byRow(changes)
    for (let at = 0; at < Math.max(rows.length, added.length, 1); at += AT_ONCE) {
      const saved = await send({ cause, changes: rows.slice(at, at + AT_ONCE), added: added.slice(at, at + AT_ONCE), gone: [] })
      if (!saved) return
      made.push(...Object.values(saved.made))
      for (const change of changes) change.to = saved.now[change.row]?.[change.col] ?? change.to
    }
    done.push({ changes, made })
    for (const change of changes) show(change)
    toast(savedWords ?? '', () => void undo())
  }

  /** Takes the last change back: cells as they were, and rows that it added are gone. */
  async function undo(): Promise<void> {
    const last = done.pop()
    if (!last) {
      toast(nothingWords ?? '')
      return
    }
    const back = last.changes.map(({ row, col, from, to }) => ({ row, col, from: to, to: from }))
    if (!(await send({ cause: 'undo', changes: byRow(back), added: [], gone: last.made }))) return
    for (const change of back) show(change)
    toast(undoneWords ?? '')
    if (last.made.length > 0) location.reload()
  }

  async function send(wish: object): Promise<Saved | undefined> {
    const body = new Blob([JSON.stringify(wish)], { type: 'application/json' })
    const reply = await ask(action, { method: 'POST', body })
    const data = (await reply?.json().catch(() => undefined)) as (Saved & { refusals?: { words: string }[] }) | undefined
    if (reply?.ok && data) return data
    const [clash] = data?.clashes ?? []
    if (clash) {
      for (const { row, col } of data?.clashes ?? []) cellAt(row, col)?.classList.add('clash')
      toast(`${clashWords} ${clash.ours || '–'} → ${clash.theirs || '–'}. ${reloadWords}`)
    } else toast(data?.refusals?.[0]?.words ?? failedWords ?? '')
    return undefined
  }

  /** Shows a cell as it was saved. An option typed by its name counts as that option. */
  function show({ row, col, to }: Change): void {
    const cell = cellAt(row, col)
    if (!cell) return
    const option = columns.find(({ id }) => id === col)?.options.find(({ id, words }) => id === to || words === to)
    const needed = cell.classList.contains('gap')
    cell.dataset.value = option?.id ?? to.trim()
    cell.classList.add('saved')
    const link = cell.querySelector('a')
    if (link) link.textContent = to
    else cell.textContent = option?.words ?? (to === '' && needed ? (missingWords ?? '') : to)
    if (to !== '') cell.classList.remove('gap', 'blank')
  }

  function cellAt(row: string, col: string): HTMLElement | null {
    return table.querySelector(`tr[data-row="${row}"] [data-col="${col}"]`)
  }
}

/** Changes as they are sent: by row. */
function byRow(changes: readonly Change[]): { row: string; cells: Record<string, { from: string; to: string }> }[] {
  const rows = new Map<string, Record<string, { from: string; to: string }>>()
  for (const { row, col, from, to } of changes) rows.set(row, { ...rows.get(row), [col]: { from, to } })
  return [...rows].map(([row, cells]) => ({ row, cells }))
}

function changeOf(cell: HTMLElement, to: string): Change {
  const row = cell.closest<HTMLElement>('tr')?.dataset.row ?? ''
  return { row, col: cell.dataset.col ?? '', from: cell.dataset.value ?? '', to }
}

function fieldFor(column: Column, value: string, begun: string | undefined): HTMLInputElement | HTMLSelectElement {
  if (column.kind === 'choice') {
    const select = document.createElement('select')
    const known = column.options.some(({ id }) => id === value)
    select.append(new Option('', ''), ...(known || value === '' ? [] : [new Option(value, value)]))
    select.append(...column.options.map(({ id, words }) => new Option(words, id)))
    select.value = value
    return select
  }
  const input = document.createElement('input')
  input.value = begun ?? value
  return input
}

type Step = { down: number; right: number }
const MOVES: Record<string, Step> = {
  ArrowDown: { down: 1, right: 0 },
  ArrowUp: { down: -1, right: 0 },
  ArrowRight: { down: 0, right: 1 },
  ArrowLeft: { down: 0, right: -1 },
}

function neighbour(cell: HTMLElement, { down, right }: Step): HTMLElement | undefined {
  const rows = [...(cell.closest('tbody')?.querySelectorAll<HTMLElement>('tr') ?? [])]
  const own = rows.findIndex((row) => row.contains(cell))
  const cells = (row: HTMLElement | undefined) => [...(row?.querySelectorAll<HTMLElement>('[data-col]') ?? [])]
  return cells(rows[own + down])[cells(rows[own]).indexOf(cell) + right]
}

function cellsOf(table: HTMLElement): HTMLElement[] {
  return [...table.querySelectorAll<HTMLElement>('tbody [data-col]')]
}

function cellOf(target: EventTarget | null): HTMLElement | undefined {
  return (target instanceof HTMLElement && target.closest<HTMLElement>('tbody [data-col]')) || undefined
}
