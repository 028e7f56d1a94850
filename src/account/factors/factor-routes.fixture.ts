import { beforeEach } from 'vitest'
import { testContext } from '../../../tests/context.ts'
import { testDatabase } from '../../../tests/database.ts'
import { buildApp } from '../../main/app.ts'
import { jarOf, proveAt, type Somebody, signIn, somebody } from './factor.fixture.ts'
import { factorRoutes } from './factor-routes.tsx'
import { SoftPasskey } from './passkey.fixture.ts'
import { passkeyRoutes } from './passkey-routes.tsx'

export const ORIGIN = 'http://localhost'

/** Makes a passkey through the routes, as the script of the page would. */
export async function addPasskey(browser: ReturnType<typeof jarOf>, name = '会社のパソコン') {
  const passkey = new SoftPasskey()
  const options = (await browser.json('/account/factors/passkeys/options')).said
  const answer = passkey.create(options as Parameters<SoftPasskey['create']>[0], ORIGIN)
  return { passkey, added: await browser.json('/account/factors/passkeys', { answer, name }) }
}

export async function answerWith(browser: ReturnType<typeof jarOf>, passkey: SoftPasskey, path: string, more: object = {}) {
  const options = (await browser.json(`${path}/options`)).said
  return browser.json(path, { answer: passkey.get(options as Parameters<SoftPasskey['get']>[0], ORIGIN), ...more })
}

/** What a test of second factors has at hand; somebody new for each. */
type Here = {
  database: ReturnType<typeof testDatabase>
  context: ReturnType<typeof testContext>
  app: ReturnType<typeof buildApp>
  ito: Somebody
  made: number
}

/** The routes of second factors, and somebody who signs in to them. */
export function testFactors() {
  const here = { database: testDatabase(), made: 0 } as Here

  beforeEach(async () => {
    here.context = testContext(here.database.db)
    here.app = buildApp(here.context, [factorRoutes, passkeyRoutes], () => {})
    here.made += 1
    here.ito = await somebody(here.context, '伊藤 <恵>', `ito${here.made}@aoyama.example.jp`)
  })

  const later = (seconds: number) => {
    here.context.clock.at = new Date(Date.parse(here.context.clock.at) + seconds * 1000).toISOString()
  }

  const signedIn = async (who: Somebody) => jarOf(here.app, { session: await signIn(here.context, who.account) })

  /** A browser at which somebody proved just now who they are, for one act. */
  const at = async (who: Somebody) => {
    const browser = await signedIn(who)
    await proveAt(here.context, who.account)
    return browser
  }

  const nobody = () => jarOf(here.app)

  return Object.assign(here, { later, signedIn, at, nobody })
}
