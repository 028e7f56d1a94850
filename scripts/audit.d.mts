export function judge(said: string): { failed: boolean; words: string }
