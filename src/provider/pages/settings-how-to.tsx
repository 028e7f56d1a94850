import type { FC } from 'hono/jsx'
import type { Words } from '../../kernel/refusal.ts'
import type { View } from '../../ui/view.ts'

/** What to enter where at the two providers that firms have most; the names of their screens are as of November 2026. */
export const HowTo: FC<{ view: View }> = ({ view }) => (
  <details>
    <summary>{view.t('Entra ID・Google での登録のしかた', 'How to register with Entra ID or Google')}</summary>
    <h3>Microsoft Entra ID</h3>
    <Steps view={view} steps={ENTRA} />
    <h3>Google Workspace</h3>
    <Steps view={view} steps={GOOGLE} />
  </details>
)

const Steps: FC<{ view: View; steps: readonly Words[] }> = ({ view, steps }) => (
  <ol>
    {steps.map((step) => (
      <li>{view.say(step)}</li>
    ))}
  </ol>
)

const ENTRA: readonly Words[] = [
  {
    ja: 'Entra 管理センターの「アプリの登録」で新しいアプリを作ります。アカウントの種類は「この組織ディレクトリのみ」、リダイレクト URI の種類は「Web」にして、下のアドレスを貼り付けます。',
    en: 'In the Entra admin center, under App registrations, make a new one for accounts in this organizational directory only, with the address below as a redirect URI of the kind Web.',
  },
  {
    ja: '「概要」にあるアプリケーション (クライアント) ID がクライアントIDです。ディレクトリ (テナント) ID は、発行者のアドレスに入れます。',
    en: 'On its overview, the application (client) id is the client id; the directory (tenant) id goes into the issuer.',
  },
  {
    ja: '「証明書とシークレット」で新しいクライアント シークレットを作り、「値」を貼り付けます。有効期限の前に作り直して、ここに貼り直してください。',
    en: 'Under Certificates & secrets make a client secret and paste its value. Before it expires, make another and paste it here.',
  },
  {
    ja: '「トークン構成」の「オプションの要求を追加」で、ID のトークンに email と xms_edov を加えます。これがないと、はじめての人を確かめられません。',
    en: 'Under Token configuration add the optional claims email and xms_edov to the ID token. Without them nobody can be recognised the first time.',
  },
]

const GOOGLE: readonly Words[] = [
  {
    ja: 'Google Cloud コンソールの「OAuth 同意画面」で、対象(ユーザーの種類)を「内部」にします。',
    en: 'In the Google Cloud console, set the audience (user type) of the OAuth consent screen to Internal.',
  },
  {
    ja: '「認証情報」で OAuth クライアント ID を作ります。種類は「ウェブ アプリケーション」にし、「承認済みのリダイレクト URI」に下のアドレスを貼り付けます。',
    en: 'Under Credentials make an OAuth client id of the type Web application, with the address below as an authorised redirect URI.',
  },
  {
    ja: '表示されたクライアント ID とクライアント シークレットを貼り付けます。発行者は https://accounts.google.com です。',
    en: 'Paste the client id and the client secret. The issuer is https://accounts.google.com.',
  },
]
