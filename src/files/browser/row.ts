import { toSizeWords } from '../size.ts'

/** How a file stands: what is said of it, and what can be done. Words of a state are the field's (`data-…`); a refusal brings its own. */
export type State =
  | 'waiting'
  | 'hashing'
  | 'sending'
  | 'lost'
  | 'paused'
  | 'signedOut'
  | 'fault'
  | 'again'
  | 'sent'
  | 'unreadable'
  | 'empty'
  | 'tooLarge'
  | 'refused'
type Act = 'pause' | 'resume' | 'remove'

const UNDER_WAY: readonly State[] = ['waiting', 'hashing', 'sending', 'lost']
/** Where it is shown how far it has come. */
const PARTLY: readonly State[] = ['hashing', 'sending', 'lost', 'paused', 'again']
const STOPPED: readonly State[] = ['paused', 'signedOut', 'fault']
const FAILED: readonly State[] = ['signedOut', 'fault', 'unreadable', 'empty', 'tooLarge', 'refused']

/** A file of an upload field as a line of the page. */
export class Row {
  state: State = 'waiting'
  file: File | undefined
  sha256: string | undefined
  /** The address of its upload, and who stops what is under way. */
  address: string | undefined
  stop: AbortController | undefined
  readonly name: string
  readonly bytes: number
  readonly element: HTMLElement

  constructor(element: HTMLElement, { name, bytes }: { name: string; bytes: number }) {
    this.element = element
    this.name = name
    this.bytes = bytes
    for (const part of element.querySelectorAll('progress, button'))
      part.setAttribute('aria-label', `${part.getAttribute('aria-label') ?? part.textContent}: ${name}`)
  }

  /** Writes name and size into a line that is new. */
  title(): void {
    this.#part('b').textContent = this.name
    this.#part('small').textContent = toSizeWords(this.bytes)
  }

  onAct(act: Act, callback: () => void): void {
    this.#part(`[data-act="${act}"]`).addEventListener('click', callback)
  }

  hasFailed(): boolean {
    return FAILED.includes(this.state)
  }

  show(state: State, words: string): void {
    this.state = state
    const said = this.#part('.said')
    said.textContent = words
    said.classList.toggle('refusal', FAILED.includes(state))
    this.#part('progress').hidden = !PARTLY.includes(state)
    const [pause, resume] = [this.#part('[data-act="pause"]'), this.#part('[data-act="resume"]')]
    const pressed = [pause, resume].some((button) => button === document.activeElement)
    pause.hidden = !UNDER_WAY.includes(state)
    resume.hidden = !STOPPED.includes(state)
    if (pressed && (pause.hidden || resume.hidden)) (pause.hidden ? resume : pause).focus()
  }

  /** How many of its bytes are through, behind the words of its state. */
  progress(bytes: number, words: string): void {
    const share = this.bytes === 0 ? 0 : bytes / this.bytes
    const bar = this.#part('progress')
    if (bar instanceof HTMLProgressElement) bar.value = share
    const said = `${words} ${Math.floor(share * 100)}% (${toSizeWords(bytes)} / ${toSizeWords(this.bytes)})`
    if (this.#part('.said').textContent !== said) this.#part('.said').textContent = said
  }

  /** The form names the upload from now on. */
  nameIn(): void {
    const id = this.address?.split('/').at(-1)
    if (!id || this.element.querySelector('input')) return
    const input = Object.assign(document.createElement('input'), { type: 'hidden', name: 'uploads', value: id })
    this.element.append(input)
  }

  #part(selector: string): HTMLElement {
    const part = this.element.querySelector<HTMLElement>(selector)
    if (!part) throw new Error(`a file's line has no ${selector}`)
    return part
  }
}
