import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Settings } from '../context.ts'

/**
 * The headers that tell a browser what no page of ours needs, so that it refuses it. What brings a policy of its own keeps it: content
 * that people uploaded is shown under a stricter one, which says who may frame it, too.
 */
export function securityHeaders(settings: Settings): MiddlewareHandler {
  const everywhere = headersOf(settings)
  return async (c, next) => {
    let own: string | null = null
    await everywhere(c, async () => {
      await next()
      own = c.res.headers.get('Content-Security-Policy')
    })
    if (own === null) return
    c.res.headers.set('Content-Security-Policy', own)
    c.res.headers.delete('X-Frame-Options')
  }
}

function headersOf(settings: Settings): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      frameSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      ...(settings.local ? {} : { upgradeInsecureRequests: [] }),
    },
    permissionsPolicy: {
      publickeyCredentialsGet: ['self'],
      ...Object.fromEntries(UNUSED.map((feature) => [feature, []])),
    },
    xFrameOptions: 'DENY',
    // Never no-referrer: a browser then sends `Origin: null` with a form, and it would be turned away.
    referrerPolicy: 'same-origin',
    strictTransportSecurity: settings.local ? false : 'max-age=63072000; includeSubDomains',
  })
}

const UNUSED = [
  'accelerometer',
  'browsingTopics',
  'camera',
  'displayCapture',
  'geolocation',
  'gyroscope',
  'hid',
  'idleDetection',
  'localFonts',
  'microphone',
  'midi',
  'payment',
  'screenWakeLock',
  'serial',
  'usb',
  'xrSpatialTracking',
] as const
