import { describe, expect, test } from 'vitest'
import { toLoggedPath } from './route-of.ts'

const ID = '0190a1b2-0000-7000-8000-00000000000a'
const TOKEN = 'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyMTI'

describe('the path in the log', () => {
  test.each([
    ['/', '/', '/'],
    ['/assessments', '/assessments', '/assessments'],
    [`/assessments/${ID}/answers/1-2-1-1`, '/assessments/:id/answers/:number', `/assessments/${ID}/answers/1-2-1-1`],
    ['/catalogue/2026-03-27/4-4-4-2', '/catalogue/:edition/:number', '/catalogue/2026-03-27/4-4-4-2'],
    [`/reset/${TOKEN}`, '/reset/:token', '/reset/:token'],
    ['/reset/abc', '/reset/:token', '/reset/:token'],
    ['/reset/123456', '/reset/:code', '/reset/:code'],
    [`/invitations/${TOKEN}/acceptance`, '/invitations/:token/acceptance', '/invitations/:token/acceptance'],
    ['/organisations/%E9%9D%92%E5%B1%B1', '/organisations/:name', '/organisations/:name'],
  ])('of %s by the route %s is %s', (path, pattern, logged) => {
    expect(toLoggedPath(path, pattern)).toBe(logged)
  })

  test.each([
    ['/nowhere', '/nowhere'],
    ['/wp-admin/setup.php', '/wp-admin/setup.php'],
    [`/reset/${TOKEN}/`, '/reset/…/'],
    [`/reset/${TOKEN}%20`, '/reset/…'],
    [`/reset/${TOKEN.toLowerCase().replaceAll(/\d/g, 'x')}`, '/reset/…'],
    [`/assessments/${ID}/x`, `/assessments/${ID}/x`],
    ['/taro@example.co.jp', '/…'],
    ['/%E9%9D%92%E5%B1%B1', '/…'],
  ])('without a route, of %s is %s', (path, logged) => {
    expect(toLoggedPath(path, undefined)).toBe(logged)
  })

  test('is never long', () => {
    expect(toLoggedPath('/a'.repeat(1000), undefined)).toHaveLength(200)
  })
})
