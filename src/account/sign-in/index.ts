export { findDevice } from './device.ts'
