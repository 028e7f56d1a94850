import { describe, expect, test } from 'vitest'
import { orderByReferences } from './table-order.ts'

describe('the order of tables', () => {
  test('puts each after those it refers to, otherwise by name', () => {
    const references = [
      { from: 'answer', to: 'person' },
      { from: 'person', to: 'organisation' },
    ]
    expect(orderByReferences(['person', 'zoo', 'answer', 'organisation'], references)).toEqual([
      'organisation',
      'person',
      'answer',
      'zoo',
    ])
  })

  test('does not mind a reference to a table that is not among them', () => {
    expect(orderByReferences(['a'], [{ from: 'a', to: 'elsewhere' }])).toEqual(['a'])
  })

  test.each([
    [[{ from: 'a', to: 'a' }]],
    [
      [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'a' },
      ],
    ],
  ])('refuses a circle: %j', (references) => {
    expect(() => orderByReferences(['a', 'b'], references)).toThrow('in a circle')
  })
})
