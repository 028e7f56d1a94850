import { hashOf, Unreadable } from './hashing.ts'
import { Row, type State } from './row.ts'
import { arrived, giveUp, Refused, SignedOut, sendFile } from './sending.ts'

/** What a reload of the page has to know of a file: the address of its upload, its name and its size. */
type Kept = { address: string; name: string; bytes: number }

/** The files of a field: each is hashed and sent, one after the other, and named in the form once the server keeps it. */
export function startUploads(field: HTMLElement): void {
  const { uploads = '', hasher = '', most = '0', ...words } = field.dataset
  const list = field.querySelector<HTMLElement>('.uploads')
  const template = field.querySelector('template')
  const form = field.closest('form')
  const many = field.querySelector<HTMLInputElement>('.drop input')?.multiple === true
  if (!list || !template || !form) return
  let rows: Row[] = []
  let busy = false

  const say = (row: Row, state: State) => row.show(state, words[state] ?? '')

  const add = ({ name, bytes }: { name: string; bytes: number }): Row => {
    const line = document.importNode(template.content, true).querySelector('li')
    if (!line) throw new Error('the template of a file has no line')
    const row = new Row(line, { name, bytes })
    row.title()
    list.append(line)
    return adopt(row)
  }

  const adopt = (row: Row): Row => {
    rows.push(row)
    row.onAct('pause', () => {
      say(row, 'paused')
      row.stop?.abort()
    })
    row.onAct('resume', () => queue(row))
    row.onAct('remove', () => {
      remove(row)
      field.querySelector('input')?.focus()
    })
    return row
  }

  const remove = (row: Row) => {
    rows = rows.filter((one) => one !== row)
    row.element.remove()
    row.stop?.abort()
    const { address } = row
    if (address && !rows.some((one) => one.address === address)) void giveUp(address)
    changed()
  }

  /** A file that was chosen: in the place of one that it goes on with, that failed, or that there may not be two of. */
  const take = (file: File) => {
    const goesOn = rows.find(({ state, name, bytes }) => state === 'again' && name === file.name && bytes === file.size)
    for (const row of rows) if (row !== goesOn && (!many || (row.hasFailed() && row.name === file.name))) remove(row)
    const row = goesOn ?? add({ name: file.name, bytes: file.size })
    row.file = file
    if (file.size === 0) say(row, 'empty')
    else if (file.size > Number(most)) say(row, 'tooLarge')
    else queue(row)
    changed()
  }

  const queue = (row: Row) => {
    say(row, 'waiting')
    void work()
  }

  /** One after the other: several at once would share the same line. */
  const work = async () => {
    if (busy) return
    busy = true
    for (let row = next(); row; row = next()) {
      await send(row, row.file as File)
      changed()
    }
    busy = false
  }
  const next = () => rows.find(({ state, file }) => state === 'waiting' && file !== undefined)

  const send = async (row: Row, file: File) => {
    const stop = new AbortController()
    row.stop = stop
    try {
      say(row, 'hashing')
      row.sha256 ??= await hashOf(hasher, file, stop.signal, (bytes) => row.progress(bytes, words.hashing ?? ''))
      const begun = (address: string) => {
        row.address = address
        changed()
      }
      const progress = (bytes: number) => {
        if (stop.signal.aborted) return
        if (row.state !== 'sending') say(row, 'sending')
        row.progress(bytes, words.sending ?? '')
      }
      const lost = () => say(row, 'lost')
      await sendFile({ uploads, file, sha256: row.sha256, signal: stop.signal, begun, progress, lost })
      sent(row)
    } catch (fault) {
      if (stop.signal.aborted) return
      if (fault instanceof Refused) row.show('refused', fault.message)
      else if (fault instanceof Unreadable) say(row, 'unreadable')
      else say(row, fault instanceof SignedOut ? 'signedOut' : 'fault')
    }
  }

  /** A content that stands there under the same name already is one. */
  const sent = (row: Row) => {
    const twice = rows.some((one) => one !== row && one.address === row.address && one.state === 'sent')
    if (twice) {
      rows = rows.filter((one) => one !== row)
      row.element.remove()
      return
    }
    row.nameIn()
    say(row, 'sent')
  }

  /** Tells how many are through, and what a reload has to know. */
  const changed = () => {
    const tally = field.querySelector('.tally')
    const through = rows.filter(({ state }) => state === 'sent').length
    const said = (words.tally ?? '').replace('{all}', String(rows.length)).replace('{sent}', String(through))
    if (tally) tally.textContent = rows.length > 0 ? said : ''
    if (rows.every(({ state }) => state === 'sent')) complain('')
    const kept = rows.flatMap(({ address, name, bytes }): Kept[] => (address ? [{ address, name, bytes }] : []))
    history.replaceState({ ...history.state, uploads: kept }, '')
  }

  const complain = (text: string) => {
    const alert = field.querySelector<HTMLElement>('[role="alert"]')
    if (!alert) return
    alert.textContent = text
    alert.hidden = text === ''
  }

  const restore = async ({ address, name, bytes }: Kept) => {
    const row = add({ name, bytes })
    row.address = address
    say(row, 'again')
    const there = await arrived(address)
    if (there.gone) {
      row.address = undefined
      remove(row)
    } else if (row.state === 'again') {
      row.progress(there.bytes, words.again ?? '')
      if (there.bytes === bytes) sent(row)
    }
    changed()
  }

  const takeFrom = (input: HTMLInputElement): void => {
    const files = [...(input.files ?? [])]
    input.value = ''
    for (const file of files) take(file)
  }
  field.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.type === 'file') takeFrom(target)
  })
  // What was chosen before this script was there is sent, too.
  for (const input of field.querySelectorAll<HTMLInputElement>('input[type="file"]')) if (input.files?.length) takeFrom(input)
  for (const [way, over] of Object.entries({ dragover: true, dragleave: false, drop: false }))
    field.addEventListener(way, () => field.querySelector('.drop')?.classList.toggle('over', over))

  form.addEventListener('submit', (event) => {
    const way = form.querySelector<HTMLInputElement>('[name="content"]:checked')
    if (way && way.value !== 'file') return
    const unsent = rows.find(({ state }) => state !== 'sent')
    if (!unsent) return history.replaceState({ ...history.state, uploads: [] }, '')
    event.preventDefault()
    complain(words.unfinished ?? '')
    unsent.element.querySelector<HTMLElement>('button:not([hidden])')?.focus()
  })

  for (const element of list.querySelectorAll<HTMLElement>('[data-upload]')) {
    const name = element.querySelector('b')?.textContent ?? ''
    const row = adopt(new Row(element, { name, bytes: Number(element.dataset.bytes) }))
    row.address = `${uploads}/${element.dataset.upload}`
    row.state = 'sent'
  }
  const known = new Set(rows.map(({ address }) => address))
  const before = (history.state as { uploads?: Kept[] } | null)?.uploads ?? []
  for (const kept of before) if (!known.has(kept.address)) void restore(kept)
}
