import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TenantId } from './ids.ts'
import { readAddress, toAddress } from './organisation-address.ts'

const TENANT = '0190a1b2-0000-7000-8000-00000000000a' as TenantId
const NOBODYS = '00000000-0000-0000-0000-000000000000'

describe('the address within an organisation', () => {
  test('is short, and is read back as it was written, whatever the identifier', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const address = toAddress(id as TenantId, '/people?told=saved')
        expect(address).toMatch(/^\/o\/[0-9A-Za-z]{22}\/people\?told=saved$/)
        expect(readAddress(address)).toEqual({ tenant: id, path: '/people?told=saved' })
      }),
      { seed: 20270331 },
    )
  })

  test('of its first page has no slash at the end', () => {
    const address = toAddress(TENANT, '/')
    expect(address).toMatch(/^\/o\/[0-9A-Za-z]{22}$/)
    expect(readAddress(address)).toEqual({ tenant: TENANT, path: '/' })
    expect(readAddress(`${address}/`)).toEqual({ tenant: TENANT, path: '/' })
  })

  test.each(['/', '/assessments', '/organisations', '/o', '/other/x'])('%s is in none', (path) => {
    expect(readAddress(path)).toEqual({ tenant: undefined, path })
  })

  test.each([
    '/o//people',
    '/o/short/people',
    `/o/${TENANT}/people`,
    `/o/${'z'.repeat(22)}/people`,
    `/o/${'0'.repeat(23)}/people`,
    '/o/%2e%2e/people',
  ])('%s is in nobody’s', (address) => {
    expect(readAddress(address)).toEqual({ tenant: NOBODYS, path: '/people' })
  })
})
