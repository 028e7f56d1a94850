import { toWordsInJapan } from '../../kernel/instant.ts'
import type { Words } from '../../kernel/refusal.ts'
import { type FeatureWording, named } from '../../log/index.ts'
import { deviceWords } from './device-words.ts'
import type { AccountEvent } from './events.ts'
import { FACTORS, factorWords } from './factor.ts'

type Ended = Extract<AccountEvent, { act: 'session.end' }>
type Refused = Extract<AccountEvent, { act: 'sign-in.refused' }>

/** How the log says what happened to accounts, and of signing in. */
export const accountWording: FeatureWording<AccountEvent> = {
  acts: {
    'account.create': ({ subject: { name } }) => ({
      ja: `${name}さんのアカウントを作りました`,
      en: `The account of ${name} was made`,
    }),
    'account.password': ({ subject: { name } }) => ({
      ja: `${name}さんがパスワードを変えました`,
      en: `${name} changed the password`,
    }),
    'account.profile': ({ subject: { name } }) => ({
      ja: `${name}さんがアカウントの名前か言語を変えました`,
      en: `${name} changed the account’s name or language`,
    }),
    'account.email-asked': ({ subject: { name } }) => ({
      ja: `${name}さんがメールアドレスを変える手続きを始めました`,
      en: `${name} asked to change the mail address`,
    }),
    'account.email': ({ subject: { name } }) => ({
      ja: `${name}さんのメールアドレスが変わりました`,
      en: `The mail address of ${name} was changed`,
    }),
    'account.email-undone': ({ subject: { name } }) => ({
      ja: `${name}さんのメールアドレスの変更が、前のアドレスから取り消されました`,
      en: `The change of the mail address of ${name} was undone from the former address`,
    }),
    'account.close': ({ subject: { name } }) => ({
      ja: `${name}さんがアカウントを閉じました`,
      en: `${name} closed the account`,
    }),
    'sign-in.failure': ({ subject: { id, name }, details: { known, failures } }) => {
      if (id === '') return STRANGER
      const place = browserWords(known)
      return {
        ja: `${name}さんのアカウントで、違うパスワードが入力されました(${place.ja}、続けて${failures}回目)`,
        en: `Wrong password for the account of ${name} (${place.en}; ${failures} in a row)`,
      }
    },
    'sign-in.lock': ({ subject: { name }, details: { known, until } }) => {
      const place = browserWords(known)
      return {
        ja: `違うパスワードが続いたので、${name}さんの${place.ja}からのサインインを${toWordsInJapan(until)}まで止めました`,
        en: `After too many wrong passwords in a row, signing in of ${name} from ${place.en} is paused until ${toWordsInJapan(until, 'en')}`,
      }
    },
    'sign-in.unlock': ({ subject: { name } }) => ({
      ja: `${name}さんが、メールのリンクで、このブラウザからサインインできるようにしました`,
      en: `${name} opened signing in from this browser by a link in a mail`,
    }),
    'sign-in.refused': refusedWords,
    'session.begin': ({ subject: { name }, details: { factors, known } }) => {
      const by = factorWords(factors)
      return {
        ja: `${name}さんがサインインしました(${by.ja}、${known ? '前に使ったブラウザ' : '初めてのブラウザ'})`,
        en: `${name} signed in (${by.en}; ${known ? 'a browser used before' : 'a browser not used before'})`,
      }
    },
    'session.end': endedWords,
    'session.verify': ({ subject: { name }, details: { factor } }) => ({
      ja: `${name}さんが本人であることを確かめました(${named(FACTORS, factor).ja})`,
      en: `${name} proved once more who they are (${named(FACTORS, factor).en})`,
    }),
    'session.verify-failure': ({ subject: { name }, details: { failures } }) => ({
      ja: `${name}さんのサインイン中に、違うパスワードが入力されました(続けて${failures}回目)`,
      en: `A wrong password was entered in a session of ${name} (${failures} in a row)`,
    }),
  },
  fields: {
    email: { words: { ja: 'メールアドレス', en: 'Mail address' } },
    name: { words: { ja: '名前', en: 'Name' } },
    language: {
      words: { ja: '言語', en: 'Language' },
      codes: { ja: { ja: '日本語', en: 'Japanese' }, en: { ja: '英語', en: 'English' } },
    },
  },
}

/** From where somebody tries a password: a browser that the account has used, or any other. */
export function browserWords(known: boolean): Words {
  return known
    ? { ja: '前に使ったブラウザ', en: 'a browser used before' }
    : { ja: '使ったことのないブラウザ', en: 'browsers not used before' }
}

function endedWords({ subject: { name }, details: { how, count, agent, address } }: Ended): Words {
  const device = deviceWords(agent)
  switch (how) {
    case 'sign-out':
      return { ja: `${name}さんがサインアウトしました`, en: `${name} signed out` }
    case 'one':
      return {
        ja: `${name}さんが、ほかの場所のサインイン(${device.ja}、${address})を終わらせました`,
        en: `${name} ended a session elsewhere (${device.en}, ${address})`,
      }
    case 'keeper':
      return {
        ja: `サーバーの管理者が、${name}さんのサインイン${count}件を終わらせました`,
        en: `The keeper of the server ended ${count} session(s) of ${name}`,
      }
    default: {
      const others = how === 'others'
      return {
        ja: `${name}さんの${others ? 'ほかの場所の' : ''}サインイン${count}件を終わらせました`,
        en: `${count} session(s) of ${name}${others ? ' elsewhere' : ''} were ended`,
      }
    }
  }
}

function refusedWords({ subject: { id, name }, details }: Refused): Words {
  const { attempts, clients, more, from, to } = details
  const ja = `(${toWordsInJapan(from)}〜${toWordsInJapan(to)}、${clients.toLocaleString('ja')}個${more ? '以上' : ''}の接続元から)`
  const en = `(${toWordsInJapan(from, 'en')} to ${toWordsInJapan(to, 'en')}, from ${more ? 'at least ' : ''}${clients.toLocaleString('en')} addresses)`
  const times = attempts.toLocaleString('en')
  return id === ''
    ? {
        ja: `登録のないメールアドレスでのサインインの試み${times}回を断りました${ja}`,
        en: `${times} attempts to sign in with addresses that have no account were refused ${en}`,
      }
    : {
        ja: `${name}さんのアカウントへのサインインの試み${times}回を、パスワードを見ずに断りました${ja}`,
        en: `${times} attempts to sign in to the account of ${name} were refused without looking at the password ${en}`,
      }
}

const STRANGER = {
  ja: '登録のないメールアドレスで、サインインが試されました',
  en: 'Somebody tried to sign in with an address that has no account',
}
