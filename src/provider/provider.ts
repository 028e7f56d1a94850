import { z } from 'zod'
import { charactersIn, field, type Typed } from '../kernel/form.ts'
import type { TenantId } from '../kernel/ids.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'

/** An organisation's own sign-in, as it was typed. */
export type TypedProvider = Typed<ReturnType<typeof providerForm>>
/** The same once it can be tried. `clientSecret` is missing where the one that is kept stays. */
export type WantedProvider = z.output<ReturnType<typeof providerForm>>

/**
 * The form of an organisation's own sign-in. `local`: an http issuer on a loopback address is taken. `kept`: a secret is there already
 * and stays when none is typed. Refuses a short name, an issuer, a client id or a secret that cannot work.
 */
export function providerForm({ local, kept }: { local: boolean; kept: boolean }) {
  return z.object({
    slug: slugField(),
    issuer: field({ required: true, longest: 500 }, (typed) => decideIssuer(typed, local)),
    clientId: field({ required: true, longest: 300 }, (typed) => decideWord(typed, 'clientId', 300)),
    clientSecret: field(
      { required: !kept, longest: 1000 },
      (typed): Outcome<string | undefined> =>
        kept && typed.trim() === '' ? accept(undefined) : decideWord(typed, 'clientSecret', 1000),
    ),
  })
}

/** For what the secret of a client is sealed: that of one organisation is of no use to another. */
export function clientPurpose(tenant: TenantId): string {
  return `oidc ${tenant}`
}

/** The field of a form for the short name of an organisation's sign-in, as people type it. Refuses what is no short name. */
export function slugField(): z.ZodType<string, string> {
  return field({ required: true, longest: 41 }, decideSlug)
}

function decideSlug(text: string): Outcome<string> {
  const slug = text.normalize('NFKC').trim().toLowerCase()
  if (/^[a-z0-9][a-z0-9-]{1,40}$/.test(slug)) return accept(slug)
  return refuse(
    'oidc.slug',
    {
      ja: '短い名前は、半角の英小文字・数字・ハイフンで2〜41文字にしてください(先頭は英数字)。例: aoyama-seiki',
      en: 'Use 2 to 41 lower-case letters, digits and hyphens for the short name, a letter or digit first: aoyama-seiki',
    },
    'slug',
  )
}

/** The address to register at the provider: one per organisation, so that no provider's answer can be passed off as another's. */
export function redirectAddress(origin: string, tenant: TenantId): string {
  return `${origin}/sign-in/organisation/callback/${tenant}`
}

/** The issuer without what people copy along with it: blanks, and the path of the configuration. */
function decideIssuer(text: string, local: boolean): Outcome<string> {
  const typed = text
    .normalize('NFKC')
    .trim()
    .replace(/\/\.well-known\/openid-configuration\/?$/, '')
  const url = URL.canParse(typed) ? new URL(typed) : undefined
  const spoken = url?.protocol === 'https:' || (local && url?.protocol === 'http:')
  const plain =
    url && url.username === '' && url.password === '' && !/[?#]/.test(typed) && !url.pathname.includes('/.well-known/')
  if (spoken && plain && charactersIn(typed) <= 500) return accept(typed)
  return refuse(
    'oidc.issuer',
    {
      ja: '発行者は https:// で始まるアドレスで入力してください(? や # は含みません)。例: https://accounts.google.com',
      en: 'Enter the issuer as an address that begins with https://, without ? and #: https://accounts.google.com',
    },
    'issuer',
  )
}

function decideWord(text: string, name: 'clientId' | 'clientSecret', longest: number): Outcome<string> {
  const word = text.trim()
  if (word !== '' && charactersIn(word) <= longest && !/\p{Cc}/u.test(word)) return accept(word)
  const names = { clientId: { ja: 'クライアントID', en: 'client id' }, clientSecret: { ja: 'シークレット', en: 'client secret' } }
  return refuse(
    `oidc.${name}`,
    {
      ja: `サインイン先の画面に出ている${names[name].ja}を、そのまま貼り付けてください(${longest}文字まで)。`,
      en: `Paste the ${names[name].en} as the provider shows it (at most ${longest} characters).`,
    },
    name,
  )
}
