import { ask, isSignedOut, onResume } from '../../ui/browser/session.ts'
import { showStanding } from './row.ts'

const EVERY_MS = 4000

type ChangedAnswer = {
  criterion: string
  standing: string
  label: string
  excerpt: string
  saved: string
  revision: number
  changedBy: string
}
type Changes = {
  revision: number
  answers: ChangedAnswer[]
  /** For whoever sees the numbers: the line above the list as HTML, and ○ or × of each requirement. */
  tally?: string
  results?: Record<string, '○' | '×'>
}

/** Asks every few seconds, while the page is looked at, what others changed, and shows it in the list. */
export function watchChanges(workbench: HTMLElement, panel: HTMLElement): void {
  const address = `${workbench.dataset.address}/changes`
  const look = async (): Promise<void> => {
    if (document.visibilityState !== 'visible' || isSignedOut()) return
    const answer = await ask(`${address}?since=${workbench.dataset.revision}`)
    if (answer?.status !== 200) return
    const changes = (await answer.json()) as Changes
    workbench.dataset.revision = String(changes.revision)
    for (const change of changes.answers) show(change, panel)
    showNumbers(changes)
  }
  setInterval(look, EVERY_MS)
  workbench.addEventListener('saved', look)
  document.addEventListener('visibilitychange', look)
  onResume(look)
}

function show(change: ChangedAnswer, panel: HTMLElement): void {
  const row = document.getElementById(`c-${change.criterion}`)
  if (row) {
    showStanding(change.criterion, change)
    const small = row.querySelector('small') ?? row.appendChild(document.createElement('small'))
    small.textContent = [change.excerpt, change.saved].filter(Boolean).join(' / ')
    row.classList.remove('changed')
    requestAnimationFrame(() => row.classList.add('changed'))
  }
  const open = panel.querySelector<HTMLInputElement>('input[name="revision"]')
  if (panel.dataset.criterion === change.criterion && open && Number(open.value) < change.revision) {
    const output = panel.querySelector('output.saved')
    if (output) output.textContent = `${change.changedBy}: ${change.label}`
  }
}

/** The numbers above the list and the ○× of the requirements come from the server, so that they are the same everywhere. */
function showNumbers({ tally, results = {} }: Changes): void {
  const fresh = tally && new DOMParser().parseFromString(tally, 'text/html').getElementById('tally')
  if (fresh) document.getElementById('tally')?.replaceWith(fresh)
  for (const [requirement, result] of Object.entries(results)) {
    const shown = document.querySelector(`[id="r-${requirement}"] .result`)
    if (!shown) continue
    shown.textContent = result
    shown.className = result === '○' ? 'result met' : 'result unmet'
  }
}
