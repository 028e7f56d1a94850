import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser'

type Mode = { autofill: boolean }
type Said = { next?: string; refusals?: { code: string; words: string }[] }

/** Makes the passkey buttons and forms of the page work. */
export function startPasskeys(): void {
  for (const box of document.querySelectorAll<HTMLElement>('[data-passkey]')) start(box)
}

function start(box: HTMLElement): void {
  const { host, autofill } = box.dataset
  const hindrance = host !== location.hostname ? 'elsewhere' : browserSupportsWebAuthn() ? undefined : 'unsupported'
  if (hindrance) {
    say(box, hindrance)
    return
  }
  for (const button of box.querySelectorAll('button')) button.disabled = false
  if (box instanceof HTMLFormElement) {
    box.addEventListener('submit', (event) => {
      event.preventDefault()
      void run(box, { autofill: false })
    })
    return
  }
  box.querySelector('button')?.addEventListener('click', () => void run(box, { autofill: false }))
  if (autofill !== undefined) void offerInList(box)
}

/** The browser lists passkeys below the field for the address, and answers once somebody picks one. */
async function offerInList(box: HTMLElement): Promise<void> {
  if (await browserSupportsWebAuthnAutofill()) await run(box, { autofill: true })
}

async function run(box: HTMLElement, mode: Mode): Promise<void> {
  const said = await proveOrMake(box, mode).catch((fault: unknown) => {
    const words = wordsFor(fault, mode)
    if (words) say(box, words)
    return undefined
  })
  if (!said) return
  const [refusal] = said.refusals ?? []
  if (refusal) box.querySelector('.said')?.replaceChildren(refusal.words)
  const form = box.dataset.form ? document.getElementById(box.dataset.form) : null
  if (!refusal && form instanceof HTMLFormElement) return HTMLFormElement.prototype.submit.call(form)
  if (said.next) location.assign(said.next)
}

/** Asks the server what to ask, asks the browser, and sends its answer. A refusal comes back in the words of the server. */
async function proveOrMake(box: HTMLElement, { autofill }: Mode): Promise<Said> {
  const { ask = '', answer = '', next, passkey } = box.dataset
  box.querySelector('.said')?.replaceChildren()
  const question = await post(ask, {})
  if (!('challenge' in question)) return question
  if (passkey === 'create') {
    const made = await startRegistration({ optionsJSON: question as Parameters<typeof startRegistration>[0]['optionsJSON'] })
    const name = box.querySelector<HTMLInputElement>('input[name="name"]')?.value ?? ''
    return post(answer, { answer: made, name })
  }
  const optionsJSON = question as Parameters<typeof startAuthentication>[0]['optionsJSON']
  return post(answer, { answer: await startAuthentication({ optionsJSON, useBrowserAutofill: autofill }), next })
}

async function post(address: string, body: object): Promise<Said> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as Said
}

type Message = 'elsewhere' | 'unsupported' | 'cancelled' | 'known' | 'failed'

/** Nothing where the person pressed the button while the list was open: that ends the first question by itself. */
function wordsFor(fault: unknown, { autofill }: Mode): Message | undefined {
  if (fault instanceof WebAuthnError && fault.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return 'known'
  const name = fault instanceof Error ? fault.name : ''
  if (name === 'AbortError' || autofill) return undefined
  return name === 'NotAllowedError' ? 'cancelled' : 'failed'
}

function say(box: HTMLElement, words: Message): void {
  box.querySelector('.said')?.replaceChildren(box.dataset[words] ?? '')
}
