import { BadInput, type Command, type Terminal } from '../cli/command.ts'
import { configOf } from '../cli/context.ts'
import { readOptions } from '../cli/options.ts'
import { type Config, type Environment, VARIABLES } from '../config.ts'
import { toSizeWords } from '../files/index.ts'
import { unixSeconds } from '../kernel/calendar.ts'
import { type Speak, speakerOf } from '../kernel/refusal.ts'

/** `hoshitori settings`: checks the settings as `serve` would, shows what they come to, and sends a letter to try the mail server. */
export function settingsCommand(env: Environment): Command {
  return {
    name: 'settings',
    usage: ['settings', 'settings --letter-to taro@example.co.jp'],
    about: {
      ja: '設定を確かめて表示する (--letter-to でメールを1通送って試す)',
      en: 'Check and show the settings (--letter-to tries them by sending a letter)',
    },
    run: async (args, terminal) => {
      const { words, option } = readOptions(args, ['letter-to'])
      if (words.length > 0)
        throw new BadInput('settings のあとには --letter-to だけを書けます。', 'Nothing but --letter-to goes after settings.')
      const config = configOf(env)
      const t = speakerOf(terminal.lang)
      for (const name of VARIABLES) terminal.out(`${name}=${shownValue(name, config, t)}${sourceOf(env, name, t)}`)
      terminal.out(reachOf(config, t))
      const to = option('letter-to')
      return to === undefined ? 0 : sendLetter(config, to, terminal)
    },
  }
}

function sourceOf(env: Environment, name: string, t: Speak): string {
  const file = env[`${name}_FILE`]
  if (file) return t(` (${file} から)`, ` (from ${file})`)
  return env[name] ? '' : t(' (既定)', ' (default)')
}

/** What a setting comes to. Of what opens something it only says whether it is there. */
function shownValue(name: (typeof VARIABLES)[number], config: Config, t: Speak): string {
  const none = t('なし', 'none')
  switch (name) {
    case 'PORT':
      return String(config.port)
    case 'HOSHITORI_DATA':
      return config.data
    case 'DATABASE_URL':
      return config.databaseUrl === undefined ? none : withoutPassword(config.databaseUrl)
    case 'DATABASE_OWNER_URL':
      return config.databaseOwnerUrl === undefined ? none : withoutPassword(config.databaseOwnerUrl)
    case 'HOSHITORI_FILES':
      return config.filesAt
        ? `s3://${config.filesAt.bucket}/${config.filesAt.prefix} (${config.filesAt.endpoint}, ${config.filesAt.region})`
        : `${config.data}/files`
    case 'AWS_ACCESS_KEY_ID':
    case 'AWS_SECRET_ACCESS_KEY':
      return config.filesAt === undefined ? none : '********'
    case 'HOSHITORI_FILE_LIMITS':
      return `${toSizeWords(config.fileLimits.file)}, ${toSizeWords(config.fileLimits.organisation)}`
    case 'CLAMD_URL': {
      const { scanner } = config
      return scanner ? ('path' in scanner ? `unix://${scanner.path}` : `clamd://${scanner.host}:${scanner.port}`) : none
    }
    case 'HOSHITORI_SYSLOG':
      return config.syslog ? `${config.syslog.tls ? 'tls' : 'tcp'}://${config.syslog.host}:${config.syslog.port}` : none
    case 'HOSHITORI_LOG_ANCHOR':
      return config.logAnchor ?? `${config.data}/log-anchor`
    case 'HOSHITORI_LOG_LETTER':
      return config.logLetter ? `${config.logLetter.every} ${config.logLetter.to}` : none
    case 'HOSHITORI_URL':
      return config.origin ?? `http://localhost:${config.port}`
    case 'HOSHITORI_LISTEN':
      return config.listen
    case 'HOSHITORI_PROXIES':
      return String(config.proxies)
    case 'HOSHITORI_REGISTRATION':
      return config.registration ? 'open' : 'closed'
    case 'SMTP_URL':
      return config.mail ? serverWords(config.mail.server, t) : none
    case 'MAIL_FROM':
      return config.mail ? `${config.mail.from.name} <${config.mail.from.address}>`.trim() : none
    case 'HOSHITORI_SECRET':
      return config.secret === undefined ? `${config.data}/secret` : '********'
    case 'HOSHITORI_METRICS_TOKEN':
      return config.metricsToken === undefined ? none : '********'
    case 'HOSHITORI_DESTINATIONS':
      return config.destinations ? [...config.destinations.names, ...config.destinations.networks].join(', ') : none
    case 'HOSHITORI_TLS':
      return config.tls ?? none
    default:
      return name satisfies never
  }
}

/** The host and the database alone: the user, the password and every parameter fall away. */
function withoutPassword(address: string): string {
  if (!URL.canParse(address)) return '********'
  const url = new URL(address)
  return `${url.protocol}//${url.username || url.password ? '********@' : ''}${url.host}${url.pathname}`
}

function serverWords({ host, port, tls, login }: NonNullable<Config['mail']>['server'], t: Speak): string {
  const how = { always: 'TLS', starttls: 'STARTTLS', none: t('暗号化なし', 'no encryption') }[tls]
  return `${host}:${port} (${how}${login ? t('、パスワードあり', ', with a password') : ''})`
}

function reachOf(config: Config, t: Speak): string {
  return config.local
    ? t('このパソコンからだけ使えます。', 'It serves this computer alone.')
    : t(
        `${config.origin} で使えます。前に置いたプロキシが https を受け、${config.listen}:${config.port} に渡します。`,
        `It serves ${config.origin}: the proxy before it takes https and hands on to ${config.listen}:${config.port}.`,
      )
}

async function sendLetter(config: Config, to: string, terminal: Terminal): Promise<number> {
  if (!config.mail)
    throw new BadInput(
      'SMTP_URL がないので送れません。SMTP_URL と MAIL_FROM を指定してください。',
      'Without SMTP_URL nothing can be sent. Give SMTP_URL and MAIL_FROM.',
    )
  const t = speakerOf(terminal.lang)
  const { isAddress } = await import('../mail/letter.ts')
  if (!isAddress(to))
    throw new BadInput(
      `--letter-to は taro@example.co.jp のようなメールアドレスにしてください (いまの値: ${to})`,
      `--letter-to has to be an address like taro@example.co.jp (it is: ${to})`,
    )
  const { smtpTransport } = await import('../mail/smtp.ts')
  const host = config.origin === undefined ? 'localhost' : new URL(config.origin).hostname
  const id = `settings-${unixSeconds(terminal.now())}`
  const letter = {
    id,
    to,
    subject: t('星取: メールの確認', 'Hoshitori: trying the mail'),
    text: `${t('このメールが届いていれば、星取のメールの設定はできています。', 'If you read this, Hoshitori can send mail.')}\n`,
  }
  try {
    const { destinations } = config
    await smtpTransport(config.mail.server, config.mail.from, host, { destinations }).send(letter, terminal.now())
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : ''
    terminal.err(t(`メールを渡せませんでした: ${why}`, `The mail could not be handed over: ${why}`))
    return 1
  }
  terminal.out(
    t(
      `${to} あてのメールをメールサーバに渡しました。届いたか確かめてください。`,
      `Handed a mail to ${to} to the mail server. See whether it arrives.`,
    ),
  )
  return 0
}
