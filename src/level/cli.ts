import { BadInput, type Command } from '../cli/command.ts'
import { oneOf, readOptions } from '../cli/options.ts'
import { becauseOf } from './because.ts'
import { type Answers, decideLevel, QUESTIONS, type Question } from './decide-level.ts'

/** `hoshitori level`: the three questions on the command line, about one's own ★. Refuses a missing answer and any but yes and no. */
export const levelCommand: Command = {
  name: 'level',
  usage: ['level --confidential yes|no --continuity yes|no --access yes|no [--format json|text]'],
  about: '★3と★4のどちらを目安にするかを、3つの質問で決める',
  run: async (args, terminal) => {
    const { words, option } = readOptions(args, [...QUESTIONS, 'format'])
    if (words.length > 0)
      throw new BadInput(`「${words.join(' ')}」は要りません。3つの質問に --質問 yes か --質問 no で答えてください。`)
    const format = oneOf('format', option('format'), ['json', 'text'])
    const decision = decideLevel(readAnswers(option))
    const because = becauseOf(decision, 'self').map((sentence) => sentence.ja)
    terminal.out(
      format === 'json'
        ? JSON.stringify({ level: decision.level, because })
        : [`★${decision.level} が目安です。`, ...because.map((sentence) => `- ${sentence}`)].join('\n'),
    )
    return 0
  },
}

function readAnswers(option: (name: string) => string | undefined): Answers {
  const wrong = QUESTIONS.filter((question) => !['yes', 'no'].includes(option(question) ?? ''))
  if (wrong.length > 0) throw new BadInput(wrong.map((question) => whatToDo(question, option(question))).join('\n'))
  return {
    confidential: option('confidential') === 'yes',
    continuity: option('continuity') === 'yes',
    access: option('access') === 'yes',
  }
}

const ASKED: Record<Question, string> = {
  confidential: '発注元の重要な機密情報を自社のIT基盤で扱うか',
  continuity: '自社が止まると発注元の仕事に許容できない遅れが出るか',
  access: '自社の環境から発注元の社内システムに入れるか',
}

function whatToDo(question: Question, given: string | undefined): string {
  const now = given === undefined ? '' : ` (いまの値: ${given})`
  return `--${question} に yes か no を指定してください: ${ASKED[question]}${now}`
}
