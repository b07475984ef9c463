import Commands

@main
enum EntryPoint {
  static func main() {
    Rollbook.start(Array(CommandLine.arguments.dropFirst()))
  }
}
