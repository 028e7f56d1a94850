/** Whether the server has said that nobody is signed in here any more. Nothing is sent by itself from then on. */
let ended = false
const resumes: (() => void)[] = []
const tabs = new BroadcastChannel('session')

/** A page that somebody signed in gets tells the other tabs, where words may be waiting to be saved. */
export function startSession(): void {
  if ('signedIn' in document.body.dataset) tabs.postMessage('signed-in')
  tabs.addEventListener('message', resume)
}

export function isSignedOut(): boolean {
  return ended
}

/** Calls back when somebody may be signed in again. */
export function onResume(callback: () => void): void {
  resumes.push(callback)
}

/** Takes it that somebody is signed in again, until the server says otherwise. */
export function resume(): void {
  if (!ended) return
  tell(false)
  for (const callback of resumes) callback()
}

/** Asks the server for data; nothing where it cannot be reached. Says on the page when nobody is signed in any more. */
export async function ask(address: string, init: RequestInit = {}): Promise<Response | undefined> {
  const answer = await fetch(address, { ...init, headers: { Accept: 'application/json' } }).catch(() => undefined)
  if (answer?.status === 401) tell(true)
  return answer
}

/** Asks the server for a page; nothing where there is none for this person, or nobody is signed in any more. */
export async function askPage(address: string): Promise<Document | undefined> {
  const answer = await fetch(address).catch(() => undefined)
  if (!answer?.ok) return undefined
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  if (answer.redirected && !('signedIn' in page.body.dataset)) {
    tell(true)
    return undefined
  }
  return page
}

/** While the browser has no connection at all, every page says so. */
for (const way of ['online', 'offline'])
  addEventListener(way, () => {
    const band = document.getElementById('offline')
    if (band) band.hidden = navigator.onLine
  })

function tell(now: boolean): void {
  ended = now
  const notice = document.getElementById('signed-out')
  if (notice) notice.hidden = !now
}
