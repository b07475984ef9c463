import ArgumentParser
import MailModel
import Planning
import Reports
import Stores
import System

/// A command that ends in an outcome; what it throws becomes a line on standard error.
protocol Command: ParsableCommand {
  var shared: SharedOptions { get }
  func perform(_ console: Console) throws -> Outcome
}

extension Command {
  package func run() throws {
    let console = shared.console
    try outcome(console).exit()
  }

  private func outcome(_ console: Console) -> Outcome {
    do {
      return try perform(console)
    } catch let failure as Failure {
      console.error(failure.message)
      return failure.outcome
    } catch let outcome as Outcome {
      return outcome
    } catch let StoreError.locked(holder) {
      let since = ISO8601.text(holder.started)
      let way =
        holder.host.sameBytes(as: Host.current.name)
        ? "" : "; if that run is gone for good: --take-lock \(holder.id)"
      console.error("\(StoreError.locked(holder)), since \(since)\(way)")
      return .locked
    } catch let StoreError.busy(path) {
      console.error(StoreError.busy(path).description)
      return .locked
    } catch let error as StoreError {
      console.error(error.description)
      return .failed
    } catch {
      console.error("\(error)")
      return .failed
    }
  }
}
