import { composed, isOfInputMethod, onTyped } from '../../ui/browser/composition.ts'
import { ask, isSignedOut, onResume, resume } from '../../ui/browser/session.ts'
import { restand } from './row.ts'
import {
  clearRefusals,
  entriesOf,
  post,
  type Receipt,
  type Refused,
  refreshConfirmation,
  showConflict,
  showRefusals,
} from './saving.ts'
import { remember } from './undo.ts'

/**
 * A form that saves by itself. `leave` saves what is still unsaved and says whether the form may be left without losing a text;
 * `said` is what became of the last save, in words.
 */
export type AnswerForm = { save(): Promise<void>; leave(): Promise<boolean>; choose(status: string): Promise<void>; said(): Said }

/** What a form says of its last save, and whether that failed. */
export type Said = { words: string; failed: boolean }

type Suggestion = { status: string | null; label: string; reason: string }

const QUIET_MS = 700
const RETRY_MS = 3000
const NOTHING_SAID: Said = { words: '', failed: false }
const NO_FORM: AnswerForm = {
  save: async () => {},
  leave: async () => true,
  choose: async () => {},
  said: () => NOTHING_SAID,
}

/**
 * Lets the answer form inside `panel` save by itself: soon after typing stops, at once for a choice, and before the page is
 * left. Ticks suggest a verdict and change none. Somebody else's answer that came first is shown beside the form; nothing typed is
 * ever thrown away. `onSubmit` takes the place of sending the form as a page: it gets the button that was pressed.
 */
export function startAnswerForm(
  panel: HTMLElement,
  handlers: { onSaved?: (receipt: Receipt, criterion: string) => void; onSubmit?: (button: string) => void } = {},
): AnswerForm {
  const form = panel.querySelector<HTMLFormElement>('form.answer')
  const revision = form?.elements.namedItem('revision')
  const output = form?.querySelector<HTMLOutputElement>('output.saved')
  if (!form || !(revision instanceof HTMLInputElement) || !output) return NO_FORM
  const criterion = panel.dataset.criterion ?? ''
  let dirty = false
  /** After a conflict nothing is saved until the person says so. */
  let held = false
  let left = false
  /** Whether the verdict was moved by an arrow key: then the focus stays, so that the next one can be reached. */
  let arrowed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<void> = Promise.resolve()
  let saved = entriesOf(form)
  let offer: Suggestion | undefined
  let suggested = ownSentenceOf(form)

  const save = (): Promise<void> => {
    clearTimeout(timer)
    saving = saving.then(async () => {
      await composed()
      if (!dirty || held) return
      if (isSignedOut()) say(output.dataset.signedOut ?? '', true)
      else await send()
    })
    return saving
  }

  const send = async (): Promise<void> => {
    dirty = false
    const entries = entriesOf(form)
    const answer = await post(form.action, entries)
    await composed()
    if (answer?.ok) {
      await keep((await answer.json()) as Receipt, entries)
      clearRefusals(form)
      return
    }
    dirty = true
    if (answer?.status === 401) {
      say(output.dataset.signedOut ?? '', true)
    } else if (answer?.status === 409) {
      held = true
      const { theirs } = (await answer.json()) as { theirs: { own: boolean } }
      await showConflict(panel, form, revision)
      say((theirs.own ? output.dataset.ownConflict : output.dataset.conflict) ?? '', true)
    } else if (answer && answer.status < 500 && answer.status !== 429) {
      await refuse(answer)
    } else {
      say(output.dataset.failed ?? '', true)
      if (!left) timer = setTimeout(save, RETRY_MS)
    }
  }

  const keep = async (receipt: Receipt, entries: [string, string][]): Promise<void> => {
    if (receipt.revision !== Number(revision.value))
      remember({ criterion, action: form.action, before: saved, revision: receipt.revision })
    revision.value = String(receipt.revision)
    saved = entries
    say(`${output.dataset.saved} ${timeOf(receipt.changedAt)}`)
    for (const chip of panel.querySelectorAll('.tags .standing')) restand(chip, receipt.standing, receipt.label)
    handlers.onSaved?.(receipt, criterion)
    await refreshConfirmation(panel, criterion, receipt)
  }

  const refuse = async (answer: Response): Promise<void> => {
    const { refusals } = ((await answer.json().catch(() => undefined)) ?? { refusals: [] }) as { refusals: Refused[] }
    showRefusals(form, refusals)
    const words = refusals.map((refusal) => refusal.words).join(' ') || (output.dataset.refused ?? '')
    const lacking = refusals.length === 1 && refusals[0]?.code === 'answer.reason-missing'
    if (!lacking) return say(words, true)
    dirty = false
    say([words, (await saveRest()) ? output.dataset.rest : ''].join(' '), true)
    if (!arrowed) field('reason')?.focus()
  }

  /** A 該当なし that lacks its reason waits for it; what else was typed is saved meanwhile, beside the verdict that was saved last. */
  const saveRest = async (): Promise<boolean> => {
    const last = new Map(saved)
    const waits = (name: string) => name === 'status' || name === 'reason'
    const entries = entriesOf(form).map(([name, value]): [string, string] => [name, waits(name) ? (last.get(name) ?? '') : value])
    const before = saved.map(([name, value]): [string, string] => [name, name === 'revision' ? revision.value : value])
    if (String(entries) === String(before)) return true
    const answer = await post(form.action, entries)
    if (answer?.ok) await keep((await answer.json()) as Receipt, entries)
    return answer?.ok ?? false
  }

  const say = (words: string, failed = false): void => {
    output.textContent = words
    output.classList.toggle('failed', failed)
  }

  /** Asks what the ticks amount to, and offers it beside the verdict. */
  const suggest = async (): Promise<void> => {
    const query = new URLSearchParams()
    for (const value of new FormData(form).getAll('ticked')) query.append('ticked', String(value))
    const answer = await ask(`${form.dataset.suggestion}?${query}`)
    if (!answer?.ok) return
    offer = (await answer.json()) as Suggestion
    showOffer()
  }

  const showOffer = (): void => {
    const line = form.querySelector<HTMLElement>('.suggestion')
    const chip = line?.querySelector('.standing')
    if (!line || !chip || !offer) return
    const said = field('reason')?.value ?? ''
    const now = form.querySelector<HTMLInputElement>('input[name="status"]:checked')?.value
    const sentence = (said === '' || said === suggested) && said !== offer.reason
    line.hidden = offer.status === null || (offer.status === now && !sentence)
    restand(chip, offer.status ?? 'unanswered', offer.label)
  }

  /** Takes what the ticks suggest: the verdict, and its sentence in place of an earlier one of theirs or below the person's own. */
  const take = async (): Promise<void> => {
    if (!offer) await suggest()
    const reason = field('reason')
    if (!offer?.status || !reason) return
    check(form, offer.status)
    if (suggested && reason.value.includes(suggested)) reason.value = reason.value.replace(suggested, () => offer?.reason ?? '')
    else if (!reason.value.includes(offer.reason)) reason.value = [reason.value.trim(), offer.reason].filter(Boolean).join('\n')
    suggested = offer.reason
    showOffer()
    dirty = true
    await save()
  }

  const field = (name: string): HTMLTextAreaElement | null => form.querySelector(`textarea[name="${name}"]`)

  form.addEventListener('input', () => {
    dirty = true
  })
  onTyped(form, (event) => {
    clearTimeout(timer)
    if (event.target instanceof HTMLTextAreaElement) timer = setTimeout(save, QUIET_MS)
    else void save()
    if (event.target instanceof HTMLInputElement && event.target.name === 'ticked') void suggest()
    else showOffer()
  })
  form.addEventListener('focusout', () => void save())
  form.addEventListener('pointerdown', () => {
    arrowed = false
  })
  form.addEventListener('keydown', (event) => {
    arrowed = event.key.startsWith('Arrow')
    if (isOfInputMethod(event) || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    form.querySelector<HTMLButtonElement>('button[value="next"]')?.click()
  })
  form.addEventListener('submit', (event) => {
    const button = event.submitter
    if (button?.getAttribute('value') === 'suggest') {
      event.preventDefault()
      void take()
      return
    }
    held = false
    const elsewhere = button?.hasAttribute('formaction') ?? false
    if (elsewhere && dirty) {
      event.preventDefault()
      void save().then(() => (dirty ? undefined : form.requestSubmit(button)))
    } else if (!elsewhere && handlers.onSubmit) {
      event.preventDefault()
      dirty = true
      resume()
      handlers.onSubmit(button?.getAttribute('value') ?? '')
    } else {
      dirty = false
      left = true
    }
  })
  form.querySelector<HTMLButtonElement>('button.suggest')?.setAttribute('hidden', '')

  const onPageHide = (): void => {
    if (dirty && !held && !left) void post(form.action, entriesOf(form), true)
  }
  const onBeforeUnload = (event: BeforeUnloadEvent): void => {
    if (dirty && !left) event.preventDefault()
  }
  addEventListener('pagehide', onPageHide)
  addEventListener('beforeunload', onBeforeUnload)
  onResume(() => {
    if (!left) void save()
  })
  return {
    save,
    said: () => ({ words: output.textContent ?? '', failed: output.classList.contains('failed') }),
    choose: (status) => {
      arrowed = false
      check(form, status)
      showOffer()
      dirty = true
      return save()
    },
    leave: async () => {
      await save()
      if (dirty) return false
      left = true
      removeEventListener('pagehide', onPageHide)
      removeEventListener('beforeunload', onBeforeUnload)
      return true
    },
  }
}

function check(form: HTMLFormElement, status: string): void {
  for (const radio of form.querySelectorAll<HTMLInputElement>('input[name="status"]')) radio.checked = radio.value === status
}

/** A reason that came from the ticks in an earlier sitting is the ticks' to change again. */
function ownSentenceOf(form: HTMLFormElement): string {
  const reason = form.elements.namedItem('reason')
  return reason instanceof HTMLTextAreaElement && 'suggested' in form.dataset ? reason.value : ''
}

function timeOf(instant: string): string {
  const style = { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Tokyo' } as const
  return new Date(instant).toLocaleTimeString(document.documentElement.lang, style)
}
