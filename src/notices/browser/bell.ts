import { ask } from '../../ui/browser/session.ts'

const MINUTE_MS = 60_000
const MOST_SHOWN = 99

/** Says beside the bell how many notices are new, asking once a minute at most, whatever number of pages is opened meanwhile. */
export async function startBell(): Promise<void> {
  const bell = document.querySelector<HTMLElement>('.bell')
  const number = bell?.querySelector('b')
  const { count = '', reader = '' } = bell?.dataset ?? {}
  if (!bell || !number) return
  const key = `notices ${reader}`
  const kept = location.pathname.endsWith('/notices') ? null : sessionStorage.getItem(key)
  const [at, known] = (kept ?? '').split(' ').map(Number)
  let fresh = at && Date.now() - at < MINUTE_MS ? known : undefined
  if (fresh === undefined) {
    const answer = await ask(count)
    if (!answer?.ok) return
    fresh = ((await answer.json()) as { fresh: number }).fresh
    sessionStorage.setItem(key, `${Date.now()} ${fresh}`)
  }
  if (!fresh) return
  number.textContent = fresh > MOST_SHOWN ? `${MOST_SHOWN}+` : String(fresh)
  number.hidden = false
}
