import type { TenantId } from '../kernel/ids.ts'
import { refuse } from '../kernel/refusal.ts'
import { KINDS, ROLES, type Role } from '../roles/permissions.ts'

export function noAccount(address: string) {
  return refuse('admin.no-account', {
    ja: `${address} のアカウントはありません。hoshitori admin accounts で一覧が見られます。`,
    en: `${address} has no account. See hoshitori admin accounts.`,
  })
}

/** `found` are the organisations of that name: none, or several. */
export function organisation(which: string, found: readonly { id: TenantId; name: string }[]) {
  if (found.length === 0) {
    return refuse('admin.no-organisation', {
      ja: `組織「${which}」はありません。hoshitori admin organisations で一覧が見られます。`,
      en: `There is no organisation “${which}”. See hoshitori admin organisations.`,
    })
  }
  const ids = found.map(({ id }) => id).join('\n  ')
  return refuse('admin.many-organisations', {
    ja: `「${which}」という組織は${found.length}つあります。番号で指定してください。\n  ${ids}`,
    en: `There are ${found.length} organisations “${which}”. Name one by its identifier.\n  ${ids}`,
  })
}

export function kinds(unknown: readonly string[]) {
  const known = Object.keys(KINDS).join(' / ')
  return refuse('admin.kinds', {
    ja: `--kinds には、${known} を、コンマで区切って1つ以上書いてください。${unknown.length > 0 ? `(使えないもの: ${unknown.join('、')})` : ''}`,
    en: `--kinds takes one or more of ${known}, separated by commas.`,
  })
}

export function role(allowed: readonly Role[]) {
  const named = allowed.map((one) => `${one} (${ROLES[one].ja})`).join(' / ')
  return refuse('admin.role', {
    ja: `--role は、その組織では次のどれかにしてください: ${named}`,
    en: `In that organisation --role is one of: ${allowed.join(' / ')}`,
  })
}

export function taken(id: TenantId) {
  return refuse('admin.organisation-there', {
    ja: `その名前の組織はもうあります (${id})。人を招くには hoshitori admin invite を使ってください。`,
    en: `There is an organisation of that name (${id}). Use hoshitori admin invite to invite somebody.`,
  })
}

export const SEATED = refuse('admin.seated', {
  ja: 'このメールアドレスの人は、もうその組織にいます。',
  en: 'Somebody with this address is in that organisation already.',
})
