/**
 * Keeps one page, the first-hour card, which is its scope. With a network it is fetched anew each time; without one, or where the server
 * fails, it is shown as it was last. Once the server shows it no more (signed out, no seat), it is forgotten. Signing out removes all of
 * this by Clear-Site-Data.
 */
type Extendable = Event & { waitUntil(work: Promise<unknown>): void }
type Fetching = Event & { request: Request; respondWith(answer: Promise<Response>): void }

const { scope } = (self as unknown as { registration: { scope: string } }).registration
const CACHE = `first-hour-card ${scope}`
/** How long a network that is there in name only is waited for, in milliseconds. */
const PATIENCE = 5000

self.addEventListener('install', (event) => (event as Extendable).waitUntil(fetchCard(scope)))

self.addEventListener('fetch', (event) => {
  const { request, respondWith } = event as Fetching
  const asked = new URL(request.url)
  if (request.mode !== 'navigate' || request.method !== 'GET' || asked.pathname !== new URL(scope).pathname) return
  respondWith.call(event, answer(request.url))
})

async function answer(address: string): Promise<Response> {
  const fresh = await fetchCard(address).catch(() => undefined)
  if (fresh && fresh.status < 500) return fresh
  const kept = await (await caches.open(CACHE)).match(scope)
  return kept ?? fresh ?? Response.error()
}

async function fetchCard(address: string): Promise<Response> {
  const signal = AbortSignal.timeout(PATIENCE)
  const fresh = await fetch(address, { credentials: 'same-origin', redirect: 'manual', signal })
  const cache = await caches.open(CACHE)
  if (fresh.ok) await cache.put(scope, fresh.clone())
  else if (fresh.status < 500) await cache.delete(scope)
  return fresh
}

export {}
