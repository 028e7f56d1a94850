import { z } from 'zod'
import { accept, type Outcome, type Refusal, refuse, type Words } from './refusal.ts'

/** What a rule holds of the length of a field: whether it has to be there, and its longest text in characters. */
type Length = { required?: boolean; longest?: number }

/** What a page is told of it, so that it says so before anything is sent; `longest` in characters, for the counter of a text area. */
type Bounds = { required?: boolean; maxlength?: number; longest?: number }

/** The form of a page: its fields by name, each with what it becomes and what the browser is told of it. */
type Form = z.ZodObject<Record<string, z.ZodType<unknown, string> | z.ZodType<unknown, string[]>>>

/** What was sent: the fields of a body, or those of an address. */
type Sent = { getAll(name: string): unknown[] }

/** What was typed, as it is shown again. */
export type Typed<F extends Form> = z.input<F>

/** More refusals help nobody, and a stranger's form could have any number. */
const MOST_REFUSALS = 10
/** How many values of one field are looked at. */
const MOST_VALUES = 500

/** A field with one text, on which a rule decides. */
export function field<T>(length: Length, decide: (typed: string) => Outcome<T>): z.ZodType<T, string> {
  return z
    .string()
    .transform((typed, context) => {
      const outcome = decide(typed)
      if (outcome.ok) return outcome.value
      for (const { code, words } of outcome.refusals) {
        context.addIssue({ code: 'custom', params: { code, words }, message: words.en })
      }
      return z.NEVER
    })
    .meta(length)
}

/** A field that holds one of the values of a closed list. Refuses every other one in the same way. */
export function choiceField<const T extends string>(
  values: readonly T[],
  refusal: Pick<Refusal, 'code' | 'words'>,
): z.ZodType<T, string> {
  return field({ required: true }, (typed): Outcome<T> => {
    const chosen = values.find((value) => value === typed)
    return chosen === undefined ? { ok: false, refusals: [refusal] } : accept(chosen)
  })
}

/** A field for a text in a person's own words, which may be left out: trimmed, lines ended by one sign. Refuses more than `longest`. */
export function textField(longest: number, called: Words): z.ZodType<string, string> {
  return field({ longest }, (typed) => {
    const text = typed.replaceAll(/\r\n?/g, '\n').trim()
    const length = charactersIn(text)
    if (length <= longest) return accept(text)
    const ja = `${called.ja}は${longest}文字までにしてください(いまは${length}文字)。`
    return refuse('text.long', { ja, en: `Use at most ${longest} characters for ${called.en}; there are ${length} now.` })
  })
}

/** What was typed into the fields of a form, and of nothing else that was sent. */
export function typedOf<F extends Form>(form: F, sent: Sent): Typed<F> {
  const typed = Object.entries(form.shape).map(([name, schema]) => [
    name,
    schema instanceof z.ZodArray ? allOf(sent, name).slice(0, MOST_VALUES) : textOf(sent, name),
  ])
  return Object.fromEntries(typed) as Typed<F>
}

/** Reads a form by its rules. Refuses with the first refusals, each with its field: `site`, or `exclusion-2` for the third of a list. */
export function decideForm<F extends Form>(form: F, typed: Typed<F>): Outcome<z.output<F>> {
  const read = form.safeParse(typed)
  if (read.success) return accept(read.data)
  const [first, ...rest] = read.error.issues.slice(0, MOST_REFUSALS).map((issue): Refusal => {
    if (issue.code !== 'custom') throw new Error(`a field without a rule of its own: ${issue.path.join('.')}: ${issue.message}`)
    return { ...(issue.params as Pick<Refusal, 'code' | 'words'>), field: issue.path.join('-') }
  })
  if (!first) throw new Error('refused without a refusal')
  return { ok: false, refusals: [first, ...rest] }
}

/** What the browser is told of a field of a form. */
export function boundsOf<F extends Form>(form: F, name: keyof F['shape'] & string): Bounds {
  const schema = form.shape[name]
  const one = schema instanceof z.ZodArray ? (schema.element as z.ZodType) : schema
  const { required, longest } = (one?.meta() ?? {}) as Length
  return { ...(required ? { required } : {}), ...(longest === undefined ? {} : { longest, maxlength: maxlengthFor(longest) }) }
}

/** How many characters a text has as PostgreSQL counts them, and people: 𠮷 is one, of two units. */
export function charactersIn(text: string): number {
  return [...text].length
}

/**
 * The `maxlength` of a field with a longest text in characters. Browsers count units of UTF-16, of which a character has up to two, and
 * say nothing where they cut off what is pasted: so theirs is never the narrower bound, and what is too long is refused with its text kept.
 */
export function maxlengthFor(longest: number): number {
  return 2 * longest
}

/** The text of a field that a form sends once, the last where it sends more; empty where it sent none or a file. */
export function textOf(form: Sent, name: string): string {
  return allOf(form, name).at(-1) ?? ''
}

/** The texts of a field that a form sends any number of times. */
export function allOf(form: Sent, name: string): string[] {
  return form.getAll(name).filter((value): value is string => typeof value === 'string')
}
