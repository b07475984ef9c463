import Reports

extension Console {
  /// Prints a report on standard output as it was asked for.
  ///
  /// - Throws: A failure when not all of it could be written.
  func report(_ report: some Report, as format: ReportFormat) throws {
    switch format {
    case .text: try self.report(report.text(style: style))
    case .json: try self.report(report.json())
    }
  }
}
