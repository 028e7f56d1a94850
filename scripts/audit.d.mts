export function judge(said: string): { result: 'clean' | 'flawed' | 'not asked'; words: string }
