import { bodyLimit } from 'hono/body-limit'
import { refuse } from '../kernel/refusal.ts'
import type { View } from '../ui/view.ts'
import type { WebContext } from './app.tsx'
import { bodyKindOf, isPiece, readBody } from './body.ts'
import { BrokenForm, TooLarge } from './problems.tsx'
import type { RouteEntry } from './router.ts'
import { asData, statusOf } from './status.ts'
import { wantsJson } from './wants-json.ts'

const MIB = 1024 * 1024
/** The largest bodies in bytes: an uploaded workbook with room for the form around it, and a form without files. */
const LARGEST_UPLOAD = 11 * MIB
const LARGEST_FORM = MIB
/** The most fields of a form. An assessment's largest has a few hundred. */
const MOST_FIELDS = 5000

type Next = () => Promise<void>
type Middleware = (c: WebContext, next: Next) => Promise<Response | undefined>

/** What of a request's body is taken: its size by what the route is for, the number of fields, and whether it can be read at all. */
export function bodyLimits(routeOf: (c: WebContext) => RouteEntry | undefined, viewOf: (c: WebContext) => View): Middleware[] {
  const tooLarge = (what: 'file' | 'form' | 'fields') => async (c: WebContext) => {
    c.set('turnedAway', 'input')
    const { refusals } = refuse(`body.${what}`, WORDS[what])
    return wantsJson(c)
      ? asData(c, refusals, viewOf(c))
      : c.html(<TooLarge view={viewOf(c)} words={WORDS[what]} />, statusOf(c, refusals))
  }
  const upload = bodyLimit({ maxSize: LARGEST_UPLOAD, onError: (c) => tooLarge('file')(c as WebContext) })
  const form = bodyLimit({ maxSize: LARGEST_FORM, onError: (c) => tooLarge('form')(c as WebContext) })
  return [
    async (c, next) => {
      if (asksOnly(c) || isPiece(c)) return void (await next())
      return (await (mayUpload(c, routeOf(c)) ? upload : form)(c, next)) ?? undefined
    },
    async (c, next) => {
      c.set('brought', { kind: 'nothing' })
      const kind = bodyKindOf(c)
      if (asksOnly(c) || kind.kind === 'nothing') return void (await next())
      const bytes = await c.req.arrayBuffer().catch(() => undefined)
      if (bytes && kind.kind === 'form' && moreThan(Buffer.from(bytes), kind.separator)) return tooLarge('fields')(c)
      const brought = bytes && (await readBody(kind, bytes))
      if (!brought) {
        c.set('turnedAway', 'input')
        return c.html(<BrokenForm view={viewOf(c)} />, 400)
      }
      c.set('brought', brought)
      return void (await next())
    },
  ]
}

/** What asks has no body; to look for one makes a whole request of the light one. */
function asksOnly(c: WebContext): boolean {
  return c.req.method === 'GET' || c.req.method === 'HEAD'
}

/** Whoever is nobody yet has no workbook to bring. */
function mayUpload(c: WebContext, route: RouteEntry | undefined): boolean {
  const kind = bodyKindOf(c)
  return kind.kind === 'form' && kind.files && route !== undefined && route.need !== 'anyone'
}

/** Counted before the form is taken apart: one of hundreds of thousands of empty fields would keep the server busy. */
function moreThan(body: Buffer, separator: string): boolean {
  let count = 0
  for (let at = body.indexOf(separator); at >= 0 && count <= MOST_FIELDS; at = body.indexOf(separator, at + separator.length))
    count += 1
  return count > MOST_FIELDS
}

const WORDS = {
  file: {
    ja: '送れるのは10 MBまでです。画像や使っていないシートを除いてから、もう一度選んでください。何も書き込んでいません。',
    en: 'At most 10 MB can be sent. Remove pictures and unused sheets, and choose the file again. Nothing was written.',
  },
  form: {
    ja: '一度に送れるのは1 MBまでです。前の画面に戻り、文を短くするか、分けて送ってください。何も書き込んでいません。',
    en: 'At most 1 MB can be sent at once. Go back, and shorten the text or send it in parts. Nothing was written.',
  },
  fields: {
    ja: '一度に送れる項目は5,000までです。前の画面に戻り、分けて送ってください。何も書き込んでいません。',
    en: 'At most 5,000 fields can be sent at once. Go back, and send them in parts. Nothing was written.',
  },
}
