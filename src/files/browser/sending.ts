/** So much is sent at a time, and acknowledged: what a proxy lets through, and the most that is sent twice. */
const PIECE_BYTES = 8 * 1024 * 1024
/** A connection over which nothing has come for so long is taken for lost; the last piece is answered once the file is put together. */
const STALLED_AFTER_MS = 60_000
const PUT_TOGETHER_WITHIN_MS = 10 * 60_000
const LONGEST_WAIT_MS = 30_000

/** The server says no, in words. */
export class Refused extends Error {}
/** Nobody is signed in here any more. */
export class SignedOut extends Error {}
/** No answer, or one that says to come back: after so many milliseconds, where it says. */
class Lost extends Error {
  readonly after: number | undefined
  constructor(after?: number) {
    super('there is no connection')
    this.after = after
  }
}

type Sending = {
  /** The address of uploads (tus). */
  uploads: string
  file: File
  sha256: string
  signal: AbortSignal
  /** The address of this upload, as soon as there is one. */
  begun(address: string): void
  progress(bytes: number): void
  /** Called where the connection is lost; it is tried again by itself. */
  lost(): void
}

/**
 * Sends a file in pieces until all of it is kept, from where it is: the server knows it by its hash and name, so an upload that was
 * broken off goes on, also after a reload. Throws `Refused`, `SignedOut`, what `signal` was aborted with, or a fault.
 */
export async function sendFile(sending: Sending): Promise<void> {
  const { file, signal } = sending
  for (let failed = 0; ; failed += 1) {
    try {
      const { address, offset } = await begin(sending)
      sending.begun(address)
      for (let at = offset; at < file.size; ) {
        sending.progress(at)
        at = await sendPiece(address, at, sending)
        failed = 0
      }
      return
    } catch (fault) {
      signal.throwIfAborted()
      if (!(fault instanceof Lost)) throw fault
      sending.lost()
      await connection(fault.after ?? Math.min(LONGEST_WAIT_MS, 1000 * 2 ** failed), signal)
    }
  }
}

async function begin({ uploads, file, sha256, signal }: Sending): Promise<{ address: string; offset: number }> {
  const told = { filename: file.name, ...(file.type === '' ? {} : { filetype: file.type }), sha256 }
  const headers = {
    ...TUS,
    'Upload-Length': String(file.size),
    'Upload-Metadata': Object.entries(told)
      .map(([name, value]) => `${name} ${base64(value)}`)
      .join(','),
  }
  const answer = await ask(uploads, { method: 'POST', headers, signal })
  if (answer?.status === 201)
    return { address: answer.headers.get('Location') ?? '', offset: countIn(answer.headers.get('Upload-Offset')) }
  throw await faultOf(answer)
}

/** Sends the next piece, and says up to where the server keeps the file. */
async function sendPiece(address: string, from: number, { file, signal, progress }: Sending): Promise<number> {
  const to = Math.min(file.size, from + PIECE_BYTES)
  const request = new XMLHttpRequest()
  const answered = new Promise<void>((resolve) => request.addEventListener('loadend', () => resolve()))
  const stop = () => request.abort()
  let stalled = setTimeout(stop, STALLED_AFTER_MS)
  request.upload.addEventListener('progress', ({ loaded }) => {
    clearTimeout(stalled)
    const whole = from + loaded >= file.size
    stalled = setTimeout(stop, whole ? PUT_TOGETHER_WITHIN_MS : STALLED_AFTER_MS)
    progress(Math.min(to, from + loaded))
  })
  request.open('POST', address)
  const headers = { ...TUS, 'X-HTTP-Method-Override': 'PATCH', 'Upload-Offset': String(from), 'Content-Type': PIECE_TYPE }
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
  signal.addEventListener('abort', stop)
  addEventListener('offline', stop)
  request.send(file.slice(from, to))
  await answered
  clearTimeout(stalled)
  signal.removeEventListener('abort', stop)
  removeEventListener('offline', stop)
  signal.throwIfAborted()
  if (request.status === 204) return countIn(request.getResponseHeader('Upload-Offset'))
  if (request.status === 0) throw new Lost()
  throw await faultOf(new Response(request.responseText, { status: request.status, headers: retryAfter(request) }))
}

/** How much of an upload has arrived: nothing where it is not there any more, or the server cannot be reached. */
export async function arrived(address: string): Promise<{ gone: boolean; bytes: number }> {
  const answer = await ask(address, { method: 'HEAD', headers: TUS })
  return { gone: answer?.status === 404, bytes: answer?.ok ? countIn(answer.headers.get('Upload-Offset')) : 0 }
}

/** Gives an upload up. One that cannot be reached now is forgotten by the server a day later. */
export async function giveUp(address: string): Promise<void> {
  await ask(address, { method: 'POST', headers: { ...TUS, 'X-HTTP-Method-Override': 'DELETE' }, keepalive: true })
}

const TUS = { 'Tus-Resumable': '1.0.0', Accept: 'application/json' }
const PIECE_TYPE = 'application/offset+octet-stream'
/** Statuses of what is to be tried again: somebody was first, too often, not now, and what proxies say of a server that is away. */
const AGAIN = [408, 409, 429, 502, 503, 504]

function ask(address: string, init: RequestInit): Promise<Response | undefined> {
  return fetch(address, init).catch(() => undefined)
}

async function faultOf(answer: Response | undefined): Promise<Error> {
  if (!answer) return new Lost()
  if (answer.status === 401) return new SignedOut()
  // An upload that is not there any more is begun anew.
  if (answer.status === 404 || AGAIN.includes(answer.status))
    return new Lost(1000 * (countIn(answer.headers.get('Retry-After')) || 1))
  const said = (await answer.json().catch(() => undefined)) as { refusals?: { words: string }[] } | undefined
  const words = said?.refusals?.map((refusal) => refusal.words).join(' ')
  return words ? new Refused(words) : new Error(`the server answered with ${answer.status}`)
}

function retryAfter(request: XMLHttpRequest): Record<string, string> {
  const seconds = request.getResponseHeader('Retry-After')
  return seconds === null ? {} : { 'Retry-After': seconds }
}

/** Waits for so long; not longer than until the browser is connected again. */
function connection(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (finish: () => void) => () => {
      clearTimeout(timer)
      removeEventListener('online', connected)
      signal.removeEventListener('abort', aborted)
      finish()
    }
    const connected = end(resolve)
    const aborted = end(() => reject(signal.reason))
    const timer = setTimeout(connected, ms)
    addEventListener('online', connected)
    signal.addEventListener('abort', aborted)
  })
}

function countIn(header: string | null): number {
  return Number(header ?? 0) || 0
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
