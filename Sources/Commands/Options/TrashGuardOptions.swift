import ArgumentParser
import Planning

/// Consent to what guards refuse of runs on the trash.
package struct TrashGuardOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Allow one finding with the figure or the day it prints; repeatable.",
      valueName: "guard:value"))
  var allow: [String] = []

  package init() {}

  var allowances: [Allowance] { allow.compactMap { Allowance($0) } }

  package func validate() throws {
    for text in allow {
      let name = Allowance(text)?.guardName
      guard [TrashErasure.name, ChangedItem.name, Clock.name].contains(name) else {
        throw ValidationError(
          "--allow \(text): write \(TrashErasure.name):N, \(ChangedItem.name):N, "
            + "\(ChangedItem.name):NAME#RUN or \(Clock.name):DAY, as the refusal prints it")
      }
    }
  }
}
