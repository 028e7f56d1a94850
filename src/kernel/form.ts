import { z } from 'zod'
import { readDay } from './calendar.ts'
import type { Day } from './instant.ts'
import { accept, type Outcome, type Refusal, refuse, type Words } from './refusal.ts'

/** A file as a form brings it. */
export type SentFile = Pick<File, 'name' | 'size' | 'type' | 'arrayBuffer' | 'stream'>

/** What a field holds before it is read: one text, any number of them, a file, several, or texts by the rest of their fields' names. */
type Sorts = {
  text: string
  list: string[]
  file: SentFile | undefined
  files: SentFile[]
  family: Record<string, string>
}

/** What a rule holds of a field: whether it has to be there, its longest text in characters, and its sort where that is no text. */
type Facts = { required?: boolean; longest?: number; sort?: keyof Sorts }

/** What a page is told of it, so that it says so before anything is sent; `longest` in characters, for the counter of a text area. */
type Bounds = { required?: boolean; maxlength?: number; longest?: number }

/** The form of a page: its fields by name, each with what it becomes and what the browser is told of it. */
type Form = z.ZodObject<Record<string, { [Sort in keyof Sorts]: z.ZodType<unknown, Sorts[Sort]> }[keyof Sorts]>>

/** What was sent: the fields of a body, or those of an address. */
export type Sent = { getAll(name: string): unknown[]; entries(): Iterable<[string, unknown]> }

/** What was typed, as it is shown again. */
export type Typed<F extends Form> = z.input<F>

/** More refusals help nobody, and a stranger's form could have any number. */
const MOST_REFUSALS = 10
/** How many values of one field are looked at. */
const MOST_VALUES = 500

/** A field with one text, on which a rule decides. */
export function field<T>(
  length: Pick<Facts, 'required' | 'longest'>,
  decide: (typed: string) => Outcome<T>,
): z.ZodType<T, string> {
  return z.string().transform(byRule(decide)).meta(length)
}

/** A day, such as `2027-03-31`, or nothing; refused by `refusal` where it is written in another way. */
export function optionalDayField(refusal: Refusal): z.ZodType<Day | null, string> {
  return field({}, (typed) => {
    const day = typed.trim() === '' ? null : readDay(typed.trim())
    return day === undefined ? { ok: false, refusals: [refusal] } : accept(day)
  })
}

/** A field on which nothing is decided, such as a hidden one, a switch or the name of a button: it is read, and refuses nothing. */
export function plainField<T>(read: (sent: string) => T): z.ZodType<T, string> {
  return field({}, (sent) => accept(read(sent)))
}

/** A field that is sent any number of times, on which a rule decides as a whole. Each by itself: `z.array` of a `field`. */
export function listField<T>(decide: (typed: readonly string[]) => Outcome<T>): z.ZodType<T, string[]> {
  return z
    .array(z.string())
    .transform(byRule<string[], T>(decide))
    .meta({ sort: 'list' } satisfies Facts)
}

/** A field of boxes. What `read` makes nothing of falls away; refuses where nothing is left. */
export function boxesField<T>(
  read: (value: string) => T | undefined,
  refusal: Pick<Refusal, 'code' | 'words'>,
): z.ZodType<T[], string[]> {
  return listField((typed) => {
    const ticked = typed.map(read).filter((value) => value !== undefined)
    return ticked.length > 0 ? accept(ticked) : { ok: false, refusals: [refusal] }
  })
}

/** The field of a file. Refuses where none was chosen, which a browser sends as one without a name. */
export function fileField(refusal: Pick<Refusal, 'code' | 'words'>): z.ZodType<SentFile, SentFile | undefined> {
  const decide = (file: SentFile | undefined): Outcome<SentFile> => (file ? accept(file) : { ok: false, refusals: [refusal] })
  return z
    .custom<SentFile | undefined>()
    .transform(byRule(decide))
    .meta({ required: true, sort: 'file' } satisfies Facts)
}

/** A field of any number of files, none included. */
export function filesField(): z.ZodType<SentFile[], SentFile[]> {
  return z.custom<SentFile[]>().meta({ sort: 'files' } satisfies Facts)
}

/** All fields whose names begin alike, `choice 1-1-1-1 plan` under `1-1-1-1 plan`: for a form whose rows a file decides. */
export function familyField<T>(each: z.ZodType<T, string>): z.ZodType<Record<string, T>, Record<string, string>> {
  return z.record(z.string(), each).meta({ sort: 'family' } satisfies Facts)
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
  const typed = Object.entries(form.shape).map(([name, schema]) => [name, TAKE[factsOf(schema).sort ?? 'text'](sent, name)])
  return Object.fromEntries(typed) as Typed<F>
}

/** A form that nobody has filled in. */
export function blankOf<F extends Form>(form: F): Typed<F> {
  return typedOf(form, new URLSearchParams())
}

/**
 * Reads a form by its rules. Refuses with the first refusals, each with its field: `site`, or `exclusion-2` for the third of a list.
 * `together` is the rule over several fields: it is told those that stand, so that it refuses beside what is refused of one alone.
 */
export function decideForm<F extends Form>(
  form: F,
  typed: Typed<F>,
  together: (standing: Partial<z.output<F>>) => readonly Refusal[] = () => [],
): Outcome<z.output<F>> {
  const standing: Record<string, unknown> = {}
  const refusals: Refusal[] = []
  for (const [name, schema] of Object.entries(form.shape)) {
    const read = schema.safeParse((typed as Record<string, unknown>)[name])
    if (read.success) standing[name] = read.data
    else refusals.push(...read.error.issues.map((issue) => toRefusal(name, issue)))
  }
  refusals.push(...together(standing as Partial<z.output<F>>))
  const [first, ...rest] = refusals.slice(0, MOST_REFUSALS)
  return first ? { ok: false, refusals: [first, ...rest] } : accept(standing as z.output<F>)
}

/** Reads a form whose fields refuse nothing, such as a switch. Throws where one does: that form needs a page for what is refused. */
export function readForm<F extends Form>(form: F, sent: Sent): z.output<F> {
  const read = decideForm(form, typedOf(form, sent))
  if (!read.ok) throw new Error(`a form that is only read refuses: ${read.refusals.map(({ code }) => code).join(', ')}`)
  return read.value
}

/** What the browser is told of a field of a form. */
export function boundsOf<F extends Form>(form: F, name: keyof F['shape'] & string): Bounds {
  const schema = form.shape[name]
  const { required, longest } = factsOf(schema instanceof z.ZodArray ? (schema.element as z.ZodType) : schema)
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
function maxlengthFor(longest: number): number {
  return 2 * longest
}

/** What becomes of a value by a rule that may refuse it. */
function byRule<V, T>(decide: (value: V) => Outcome<T>): (value: V, context: z.RefinementCtx<V>) => T {
  return (value, context) => {
    const outcome = decide(value)
    if (outcome.ok) return outcome.value
    for (const { code, words } of outcome.refusals) {
      context.addIssue({ code: 'custom', params: { code, words }, message: words.en })
    }
    return z.NEVER
  }
}

function toRefusal(name: string, issue: z.core.$ZodIssue): Refusal {
  const path = [name, ...issue.path].join('-')
  if (issue.code !== 'custom') throw new Error(`a field without a rule of its own: ${path}: ${issue.message}`)
  return { ...(issue.params as Pick<Refusal, 'code' | 'words'>), field: path }
}

function factsOf(schema: z.ZodType | undefined): Facts {
  return schema instanceof z.ZodArray ? { sort: 'list' } : ((schema?.meta() ?? {}) as Facts)
}

/** How a field of each sort is taken from what was sent; where one text is meant and more were sent, the last counts. */
const TAKE: { [Sort in keyof Sorts]: (sent: Sent, name: string) => Sorts[Sort] } = {
  text: (sent, name) => textsOf(sent, name).at(-1) ?? '',
  list: (sent, name) => textsOf(sent, name).slice(0, MOST_VALUES),
  file: (sent, name) => sent.getAll(name).find((value): value is File => value instanceof File && value.name !== ''),
  files: (sent, name) => sent.getAll(name).filter((value): value is File => value instanceof File && value.name !== ''),
  family: (sent, name) => {
    const begun = `${name} `
    const own = [...sent.entries()].filter(
      (one): one is [string, string] => one[0].startsWith(begun) && typeof one[1] === 'string',
    )
    return Object.fromEntries(own.map(([whole, value]) => [whole.slice(begun.length), value]))
  },
}

function textsOf(sent: Sent, name: string): string[] {
  return sent.getAll(name).filter((value): value is string => typeof value === 'string')
}
