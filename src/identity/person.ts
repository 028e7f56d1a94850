import { accept, type Outcome, refuse } from '../kernel/refusal.ts'

/** A name as people type it: trimmed, inner white space folded, full-width letters left alone. Refuses none and too long. */
export function decideName(text: string, longest: number, field: string): Outcome<string> {
  const name = text.replaceAll(/[\s\u3000\p{Cc}]+/gu, ' ').trim()
  if (name === '') return refuse('name.missing', { ja: '名前を入力してください。', en: 'Enter a name.' }, field)
  if (name.length > longest) {
    return refuse(
      'name.long',
      { ja: `名前は${longest}文字までにしてください。`, en: `Use at most ${longest} characters.` },
      field,
    )
  }
  return accept(name)
}
