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
    let site = try Site.withStore(shared, console)
    let console = console.spelling(site)
    let directory = try site.store.openReader()
    guard let run else {
      let report = HistoryReport(try directory.runs())
      try console.report(format == .json ? report.json() : report.text(style: console.style))
      return .done
    }
    guard let record = try directory.run(run) else {
      throw Failure("there is no run \(run); `rollbook history` lists them")
    }
    try console.report(
      format == .json
        ? HistoryReport([record]).json() : RunDetails(record).text(style: console.style))
    return .done
  }
}
