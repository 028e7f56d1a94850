export type { Registers } from './register.ts'
