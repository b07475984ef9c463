import ArgumentParser
import Planning

/// Options of commands whose plan goes past the guards.
package struct GuardOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Allow one finding with the figure or name it prints; repeatable.",
      valueName: "guard:value"))
  var allow: [String] = []

  @Flag(help: "Leave account removals out and do everything else.")
  var holdRemovals = false

  package init() {}

  var allowances: [Allowance] { allow.compactMap { Allowance($0) } }

  package func validate() throws {
    for text in allow {
      guard let allowance = Allowance(text) else {
        throw ValidationError("--allow \(text): write GUARD:VALUE, as the refusal prints it")
      }
      guard Guards.allowableNames.contains(allowance.guardName) else {
        let names = Guards.allowableNames.joined(separator: ", ")
        throw ValidationError(
          "--allow \(text): \"\(allowance.guardName)\" cannot be allowed; these can: \(names)")
      }
    }
  }
}
