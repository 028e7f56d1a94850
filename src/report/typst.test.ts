import { describe, expect, test } from 'vitest'
import { loadTypst, PdfUnavailable } from './typst.ts'

describe('loadTypst', () => {
  const missing = (name: string): never => {
    throw new Error(`Cannot find module '${name}'`)
  }

  test('takes the first package that loads', () => {
    const loaded = { NodeCompiler: { create: () => missing('unused') } }
    expect(loadTypst(['gnu', 'musl'], (name) => (name === 'musl' ? loaded : missing(name)))).toBe(loaded)
  })

  test('says in both languages what to do where no binary fits', () => {
    try {
      loadTypst(['gnu', 'musl'], missing)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(PdfUnavailable)
      expect(error).toMatchObject({
        refusal: {
          code: 'pdf-unavailable',
          words: { ja: expect.stringContaining('Excelファイル'), en: expect.stringContaining('workbook') },
        },
        cause: { message: "Cannot find module 'musl'" },
      })
    }
  })

  test('finds none for a platform without a package', () => {
    expect(() => loadTypst([], missing)).toThrow(PdfUnavailable)
  })
})
