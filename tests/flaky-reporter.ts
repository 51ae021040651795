import type { Reporter, TestModule } from 'vitest/node'

/** Names the tests that passed only on the second try, with the reason. Vitest's own report counts them as passed. */
export default class FlakyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        if (!test.diagnostic()?.flaky) continue
        const [reason = ''] = test.result().errors?.[0]?.message.split('\n') ?? []
        console.log(`flaky: ${module.relativeModuleId} › ${test.fullName}: ${reason}`)
      }
    }
  }
}
