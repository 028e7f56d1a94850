import { BadInput, type Command } from '../cli/command.ts'
import { oneOf, readOptions } from '../cli/options.ts'
import { speakerOf, type Words } from '../kernel/refusal.ts'
import { becauseOf } from './because.ts'
import { type Answers, decideLevel, QUESTIONS, type Question } from './decide-level.ts'

/** `hoshitori level`: the three questions on the command line, about one's own ★. Refuses a missing answer and any but yes and no. */
export const levelCommand: Command = {
  name: 'level',
  usage: ['level --confidential yes|no --continuity yes|no --access yes|no [--format json|text]'],
  about: {
    ja: '★3と★4のどちらを目安にするかを、3つの質問で決める',
    en: 'Decide by three questions whether ★3 or ★4 is the one to aim at',
  },
  run: async (args, terminal) => {
    const { words, option } = readOptions(args, [...QUESTIONS, 'format'])
    if (words.length > 0)
      throw new BadInput(
        `「${words.join(' ')}」は要りません。3つの質問に --質問 yes か --質問 no で答えてください。`,
        `“${words.join(' ')}” is not needed. Answer the three questions by --question yes or --question no.`,
      )
    const format = oneOf('format', option('format'), ['json', 'text'])
    const t = speakerOf(terminal.lang)
    const decision = decideLevel(readAnswers(option))
    const because = becauseOf(decision, 'self').map((sentence) => t(sentence.ja, sentence.en))
    terminal.out(
      format === 'json'
        ? JSON.stringify({ level: decision.level, because })
        : [
            t(`★${decision.level} が目安です。`, `★${decision.level} is the one to aim at.`),
            ...because.map((sentence) => `- ${sentence}`),
          ].join('\n'),
    )
    return 0
  },
}

function readAnswers(option: (name: string) => string | undefined): Answers {
  const wrong = QUESTIONS.filter((question) => !['yes', 'no'].includes(option(question) ?? ''))
  if (wrong.length > 0) {
    const todo = wrong.map((question) => whatToDo(question, option(question)))
    throw new BadInput(todo.map(({ ja }) => ja).join('\n'), todo.map(({ en }) => en).join('\n'))
  }
  return {
    confidential: option('confidential') === 'yes',
    continuity: option('continuity') === 'yes',
    access: option('access') === 'yes',
  }
}

const ASKED: Record<Question, Words> = {
  confidential: {
    ja: '発注元の重要な機密情報を自社のIT基盤で扱うか',
    en: 'does your IT handle important confidential information of the buyer?',
  },
  continuity: {
    ja: '自社が止まると発注元の仕事に許容できない遅れが出るか',
    en: 'would your standstill delay the buyer’s business unacceptably?',
  },
  access: {
    ja: '自社の環境から発注元の社内システムに入れるか',
    en: 'can the buyer’s internal systems be entered from your environment?',
  },
}

function whatToDo(question: Question, given: string | undefined): Words {
  const { ja, en } = ASKED[question]
  return {
    ja: `--${question} に yes か no を指定してください: ${ja}${given === undefined ? '' : ` (いまの値: ${given})`}`,
    en: `Give --${question} yes or no: ${en}${given === undefined ? '' : ` (it is: ${given})`}`,
  }
}
