import ArgumentParser
import Reports
import Stores

/// The command `rollbook history`.
struct History: Command {
  static let configuration = CommandConfiguration(
    abstract: "Show the runs on this store, or one run step by step.")

  @Argument(help: "The number of the run to show.")
  var run: Int?

  @Option(help: ArgumentHelp("How to print: text or json.", valueName: "format"))
  var format: ReportFormat = .text

  @OptionGroup var shared: SharedOptions

  func perform(_ console: Console) throws -> Outcome {
    let site = try Site.withStore(shared, console, reading: .head)
    let console = console.spelling(site)
    let directory = try site.store.openReader()
    guard let run else {
      let (runs, damage) = try directory.readableRuns()
      let report = HistoryReport(runs)
      try console.report(report, as: format)
      for row in damage { console.error(StoreError.damaged(directory.name, row).description) }
      return damage.isEmpty ? .done : .failed
    }
    guard let record = try directory.run(run) else {
      throw Failure("there is no run \(run); `rollbook history` lists them")
    }
    try console.report(RunDetails(record), as: format)
    return .done
  }
}
