import { z } from 'zod'
import { charactersIn, field } from '../kernel/form.ts'
import type { EngagementId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { accept, type Outcome, refuse, type Words } from '../kernel/refusal.ts'

/** A name as people type it: trimmed, inner white space folded, full-width letters left alone. Refuses none and too long. */
export function decideName(text: string, longest: number, field: string): Outcome<string> {
  const name = text.replaceAll(/[\s\u3000\p{Cc}]+/gu, ' ').trim()
  if (name === '') return refuse('name.missing', MISSING[field] ?? ANY_NAME, field)
  if (charactersIn(name) > longest) {
    return refuse(
      'name.long',
      { ja: `名前は${longest}文字までにしてください。`, en: `Use at most ${longest} characters.` },
      field,
    )
  }
  return accept(name)
}

/** The field of a form for a name, which has to be there: at most `longest` characters, in the browser as here. */
export function nameField(name: string, longest: number) {
  return field({ required: true, longest }, (typed) => decideName(typed, longest, name))
}

/** What a person of an organisation is called there, and their department or role. */
export const PERSON = z.object({ name: nameField('name', 100), position: field({ longest: 100 }, decidePosition) })

/** Whether somebody is of the organisation itself now: their access has not ended, and they are no expert of another firm. */
export function isColleague({ endedAt, engagement }: { endedAt: Instant | null; engagement: EngagementId | null }): boolean {
  return endedAt === null && engagement === null
}

/** A department or a role, which may be left out: tidied like a name. Refuses more than 100 characters. */
function decidePosition(text: string): Outcome<string> {
  if (text.replaceAll(/[\s\u3000\p{Cc}]/gu, '') === '') return accept('')
  const position = decideName(text, 100, 'position')
  if (position.ok) return position
  return refuse(
    'position.long',
    { ja: '部署・役割は100文字までにしてください。', en: 'Use at most 100 characters for the department or role.' },
    'position',
  )
}

const ANY_NAME = { ja: '名前を入力してください。', en: 'Enter a name.' }
const MISSING: Record<string, Words> = {
  organisation: { ja: '会社・組織の名前を入力してください。', en: 'Enter the name of the company or organisation.' },
  person: { ja: 'あなたの名前を入力してください。', en: 'Enter your name.' },
  title: { ja: '評価の名前を入力してください。', en: 'Enter a name for the assessment.' },
}
