import { composed, isOfInputMethod, onTyped } from '../../ui/browser/composition.ts'
import { ask, isSignedOut, onResume, resume } from '../../ui/browser/session.ts'
import { clearRefusals, postForm, refreshConfirmation, showConflict, showRefusals } from './saving.ts'

/** What the server says of a save. */
export type Receipt = { revision: number; changedAt: string; standing: string; label: string }

/** A form that saves by itself. `leave` saves what is still unsaved and says whether the form may be left without losing anything. */
type AnswerForm = { save(): Promise<void>; leave(): Promise<boolean> }

type Said = { field?: string; words: string }

const QUIET_MS = 700
const RETRY_MS = 3000
const NO_FORM: AnswerForm = { save: async () => {}, leave: async () => true }

/**
 * Lets the answer form inside `panel` save by itself: soon after typing stops, at once for a choice, and before the page is
 * left. Somebody else's answer that came first is shown beside the form; nothing typed is ever thrown away.
 * `onSubmit` takes the place of sending the form as a page: it gets the button that was pressed.
 */
export function startAnswerForm(
  panel: HTMLElement,
  { onSaved, onSubmit }: { onSaved?: (receipt: Receipt, criterion: string) => void; onSubmit?: (button: string) => void } = {},
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
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<void> = Promise.resolve()
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
    const answer = await postForm(form)
    await composed()
    if (answer?.ok) {
      const receipt = (await answer.json()) as Receipt
      revision.value = String(receipt.revision)
      clearRefusals(form)
      say(`${output.dataset.saved} ${timeOf(receipt.changedAt)}`)
      onSaved?.(receipt, criterion)
      await refreshConfirmation(panel, criterion, receipt)
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

  const refuse = async (answer: Response): Promise<void> => {
    const { refusals } = ((await answer.json().catch(() => undefined)) ?? { refusals: [] }) as { refusals: Said[] }
    showRefusals(form, refusals)
    say(refusals.map((refusal) => refusal.words).join(' ') || (output.dataset.refused ?? ''), true)
  }

  const say = (words: string, failed = false): void => {
    output.textContent = words
    output.classList.toggle('failed', failed)
  }

  const suggest = async (): Promise<void> => {
    const query = new URLSearchParams()
    for (const value of new FormData(form).getAll('ticked')) query.append('ticked', String(value))
    const answer = await ask(`${form.dataset.suggestion}?${query}`)
    const reason = form.elements.namedItem('reason')
    if (!answer?.ok || !(reason instanceof HTMLTextAreaElement)) return save()
    const verdict = (await answer.json()) as { status: string | null; reason: string }
    const own = reason.value.trim() !== '' && reason.value !== suggested
    if (verdict.status !== null || !own) choose(form, verdict.status ?? '')
    if (!own) reason.value = verdict.reason
    suggested = verdict.reason
    return save()
  }

  form.addEventListener('input', () => {
    dirty = true
  })
  onTyped(form, (event) => {
    clearTimeout(timer)
    if (event.target instanceof HTMLInputElement && event.target.name === 'ticked') void suggest()
    else if (event.target instanceof HTMLTextAreaElement) timer = setTimeout(save, QUIET_MS)
    else void save()
  })
  form.addEventListener('focusout', () => void save())
  form.addEventListener('keydown', (event) => {
    if (isOfInputMethod(event) || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    form.querySelector<HTMLButtonElement>('button[value="next"]')?.click()
  })
  form.addEventListener('submit', (event) => {
    const button = event.submitter
    held = false
    const elsewhere = button?.hasAttribute('formaction') ?? false
    if (elsewhere && dirty) {
      event.preventDefault()
      void save().then(() => (dirty ? undefined : form.requestSubmit(button)))
    } else if (!elsewhere && onSubmit) {
      event.preventDefault()
      dirty = true
      resume()
      onSubmit(button?.getAttribute('value') ?? '')
    } else {
      dirty = false
      left = true
    }
  })
  form.querySelector<HTMLButtonElement>('button[value="suggest"]')?.setAttribute('hidden', '')

  const onPageHide = (): void => {
    if (dirty && !held && !left) void postForm(form, true)
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

/** Chooses a status by its value, as a click would. */
export function choose(form: HTMLFormElement, status: string): void {
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
