import { accept, type Outcome, type Refusal } from './kernel/refusal.ts'

export type Environment = Record<string, string | undefined>

/** The settings that open something. Each may instead be given as a file that holds it, named by the same name and `_FILE`. */
const SECRET_VARIABLES = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'SMTP_URL',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'HOSHITORI_SECRET',
  'HOSHITORI_METRICS_TOKEN',
] as const

/** The names by which they are given as files. */
export const FILE_VARIABLES = SECRET_VARIABLES.map((name) => `${name}_FILE` as const)

/**
 * The same settings with the contents of files in the place of their names: what a vault or an orchestrator puts there. Refuses a
 * setting that is given both ways, and a file that cannot be read or holds nothing; never says what it holds.
 */
export function readSecretFiles(env: Environment, read: (path: string) => string): Outcome<Environment> {
  const refusals: Refusal[] = []
  const filled = { ...env }
  for (const name of SECRET_VARIABLES) {
    const path = env[`${name}_FILE`]
    if (!path) continue
    const text = env[name] ? undefined : textIn(path, read)
    if (text) filled[name] = text
    else refusals.push(env[name] ? givenTwice(name) : unreadable(name, path))
  }
  const [first, ...others] = refusals
  return first ? { ok: false, refusals: [first, ...others] } : accept(filled)
}

/** Without the end of the line that editors and `echo` put there. */
function textIn(path: string, read: (path: string) => string): string {
  try {
    return read(path).replace(/\r?\n$/, '')
  } catch {
    return ''
  }
}

function givenTwice(name: string): Refusal {
  return {
    code: 'config.file',
    words: {
      ja: `${name} と ${name}_FILE の両方が指定されています。どちらか一方にしてください`,
      en: `Both ${name} and ${name}_FILE are set: take one of them away`,
    },
  }
}

function unreadable(name: string, path: string): Refusal {
  return {
    code: 'config.file',
    words: {
      ja: `${name}_FILE のファイル ${path} を読めないか、中身がありません。場所と、読む権限を確かめてください`,
      en: `The file ${path} of ${name}_FILE cannot be read or is empty: see where it is and who may read it`,
    },
  }
}
