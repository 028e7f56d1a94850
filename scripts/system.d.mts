export function findProgram(name: string): string | undefined
export function needPrograms(): void
