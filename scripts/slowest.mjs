/** Tells at the end which test files took longest, by the clock of this machine, and what they spent that can be counted. */
export default class Slowest {
  onTestRunEnd(modules) {
    const files = modules
      .map((module) => ({ module, seconds: module.diagnostic().duration / 1000 }))
      .toSorted((one, other) => other.seconds - one.seconds)
    console.log('\nThe slowest files, for information (what a file may cost: tests/costs.ts):')
    for (const { module, seconds } of files.slice(0, 10)) {
      const spent = Object.entries(module.meta().spent ?? {}).flatMap(([what, count]) => (count > 0 ? [`${count} ${what}`] : []))
      console.log(`${seconds.toFixed(1).padStart(6)} s  ${module.project.name} ${module.relativeModuleId}  ${spent.join(', ')}`)
    }
  }
}
