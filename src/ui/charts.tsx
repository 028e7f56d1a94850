export { Gauge } from './charts/gauge.tsx'
export { brokenInTwo, Radar, type RadarAxis, type RadarSeries } from './charts/radar.tsx'
export { percentOf } from './charts/share.ts'
