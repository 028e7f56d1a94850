import { readDay } from '../kernel/calendar.ts'
import { toJapaneseDate } from '../kernel/instant.ts'
import { accept, type Lang, type Outcome, type Refusal, refuse } from '../kernel/refusal.ts'
import type { Question, Template } from './template.ts'

/** What people answered, by question; a number as text too. What is missing has its default, or stays a blank with its example. */
export type TemplateAnswers = Readonly<Record<string, string>>

/** The longest answer, in characters. */
const LONGEST = 500

/** Looks through what was answered. Refuses, all at once, what no question asks, a choice that is none, and a number out of bounds. */
export function decideAnswers(template: Template, given: Readonly<Record<string, unknown>>): Outcome<TemplateAnswers> {
  const answers: Record<string, string> = {}
  const refusals: Refusal[] = []
  for (const [id, value] of Object.entries(given)) {
    const question = template.questions.find((one) => one.id === id)
    const decided = question ? decideAnswer(question, value) : refuse('template.question', unknownQuestion(template, id), id)
    if (!decided.ok) refusals.push(...decided.refusals)
    else if (decided.value !== '') answers[id] = decided.value
  }
  const [first, ...others] = refusals
  return first ? { ok: false, refusals: [first, ...others] } : accept(answers)
}

function decideAnswer(question: Question, value: unknown): Outcome<string> {
  const { id, ask } = question
  if (typeof value !== 'string' && typeof value !== 'number') return refuse('template.answer', notText(ask), id)
  const text = String(value).normalize('NFC').trim()
  if (text === '') return accept('')
  if (text.length > LONGEST || /[\n\r]/.test(text)) return refuse('template.answer', notText(ask), id)
  if (question.kind === 'number') {
    const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
    return number >= question.min && number <= question.max ? accept(text) : refuse('template.answer', outOfBounds(question), id)
  }
  if (question.kind === 'choice') {
    return question.of.some((one) => one.value === text) ? accept(text) : refuse('template.answer', noChoice(question), id)
  }
  if (question.kind === 'date' && readDay(text) === undefined) return refuse('template.answer', noDay(ask), id)
  return accept(text)
}

/** How an answer reads in the text, and whether it is only an example of one. */
export function said(question: Question, answers: TemplateAnswers, lang: Lang): { text: string; blank: boolean } {
  const given = answers[question.id]
  const text = given ?? ('default' in question ? String(question.default) : question.example)
  const blank = given === undefined && !('default' in question)
  if (question.kind === 'choice') return { text: question.of.find(({ value }) => value === text)?.text ?? text, blank }
  return { text: question.kind === 'date' && lang === 'ja' && readDay(text) ? toJapaneseDate(text) : text, blank }
}

/** The value of a choice, as it decides which clauses stand in the text. */
export function chosen(template: Template, answers: TemplateAnswers, id: string): string | undefined {
  const question = template.questions.find((one) => one.id === id)
  return answers[id] ?? (question?.kind === 'choice' ? question.default : undefined)
}

const unknownQuestion = ({ questions }: Template, id: string) => ({
  ja: `「${id}」という質問はありません。答えられるのは ${questions.map((one) => one.id).join('、')} です。`,
  en: `There is no question “${id}”. Those that can be answered: ${questions.map((one) => one.id).join(', ')}.`,
})
const notText = (ask: string) => ({
  ja: `「${ask}」には、改行のない${LONGEST}文字までの文で答えてください。`,
  en: `Answer “${ask}” by a text of up to ${LONGEST} characters without line breaks.`,
})
const noDay = (ask: string) => ({
  ja: `「${ask}」には、2027-04-01 のように、ある日付で答えてください。`,
  en: `Answer “${ask}” by a day, such as 2027-04-01.`,
})
function outOfBounds({ ask, min, max, because }: Extract<Question, { kind: 'number' }>) {
  return {
    ja: `「${ask}」には、${min}から${max}までの数で答えてください。${because ? `評価基準 ${because} が求める範囲です。` : ''}`,
    en: `Answer “${ask}” by a number from ${min} to ${max}.${because ? ` Criterion ${because} sets these bounds.` : ''}`,
  }
}
function noChoice({ ask, of }: Extract<Question, { kind: 'choice' }>) {
  return {
    ja: `「${ask}」には、${of.map(({ value, text }) => `${value}(${text})`).join('、')} のどれかで答えてください。`,
    en: `Answer “${ask}” by one of ${of.map(({ value, text }) => `${value} (${text})`).join(', ')}.`,
  }
}
