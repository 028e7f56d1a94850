import { existsSync, readFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { type Lang, speakerOf, type Words } from '../kernel/refusal.ts'
import { version } from '../version.ts'
import type { Terminal } from './command.ts'
import { type CommandWish, type CopyWish, controlPaths, Said, VERSION_HEADER } from './control-protocol.ts'

/** Whoever holds the data folder does not answer. The words say what to do. */
export class NoAnswer extends Error {
  readonly words: Words
  constructor(words: Words, options: ErrorOptions) {
    super(words.ja, options)
    this.words = words
  }
}

/** Runs the command line in the server that holds the data folder, and gives its exit code. Throws NoAnswer. */
export async function runInServer(data: string, terminal: Terminal): Promise<number> {
  const { line, folder, lang } = terminal
  if (line === undefined) throw new Error('this command line cannot be handed on')
  return follow(await ask(data, '/commands', { line: [...line], folder }, lang), terminal, async () => undefined)
}

/** Has the server copy its database and works with the folder of the copy, which is gone afterwards. Throws NoAnswer. */
export async function withCopy(
  data: string,
  file: string,
  terminal: Terminal,
  work: (copy: string) => Promise<number>,
): Promise<number> {
  return follow(await ask(data, '/copies', { file }, terminal.lang), terminal, work)
}

async function follow(
  answer: IncomingMessage,
  terminal: Terminal,
  withCopy: (copy: string) => Promise<number | undefined>,
): Promise<number> {
  try {
    if (answer.statusCode !== 200) {
      terminal.err(await text(answer))
      return 1
    }
    for await (const line of linesOf(answer)) {
      const said = Said.parse(JSON.parse(line))
      if ('out' in said) terminal.out(said.out)
      else if ('err' in said) terminal.err(said.err)
      else if ('code' in said) return said.code
      else {
        const code = await withCopy(said.copy)
        if (code !== undefined) return code
      }
    }
  } catch (fault) {
    if (!isHangUp(fault)) throw fault
  } finally {
    answer.destroy()
  }
  const t = speakerOf(terminal.lang)
  terminal.err(t('サーバーが途中で止まりました。もう一度実行してください。', 'The server stopped meanwhile. Run this again.'))
  return 1
}

/** A trap: Node's readline also breaks at U+2028, which JSON may hold. */
async function* linesOf(answer: IncomingMessage): AsyncGenerator<string> {
  let rest = ''
  answer.setEncoding('utf8')
  for await (const chunk of answer) {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

/** A server that was killed cuts the answer short. */
function isHangUp(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && (fault.code === 'ECONNRESET' || fault.code === 'EPIPE')
}

function ask(data: string, path: string, wish: CommandWish | CopyWish, lang: Lang = 'ja'): Promise<IncomingMessage> {
  const { socket: usual, elsewhere } = controlPaths(data)
  const socketPath = existsSync(elsewhere) ? readFileSync(elsewhere, 'utf8') : usual
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', [VERSION_HEADER]: version, 'Accept-Language': lang }
    const sent = request({ socketPath, path, method: 'POST', headers, agent: false })
    sent.once('error', (cause: NodeJS.ErrnoException) => reject(new NoAnswer(wordsOf(cause.code, data), { cause })))
    sent.once('response', resolve)
    sent.end(JSON.stringify(wish))
  })
}

function wordsOf(code: string | undefined, data: string): Words {
  if (code === 'EACCES' || code === 'EPERM') {
    return {
      ja: `${data} で動いている星取は、別の利用者のものです。その利用者で実行してください (例: sudo -u hoshitori bin/hoshitori …)。`,
      en: `The Hoshitori that runs on ${data} belongs to another user. Run this as that user (such as: sudo -u hoshitori bin/hoshitori …).`,
    }
  }
  return {
    ja: `${data} は、ほかの星取 (動き始めたばかりのサーバーか、別の命令) が使っています。少し待ってから、もう一度実行してください。`,
    en: `${data} is in use by another Hoshitori (a server that just starts, or another command). Try again in a moment.`,
  }
}
