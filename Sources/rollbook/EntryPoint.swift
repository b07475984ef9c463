import ArgumentParser
import Commands

@main
enum EntryPoint {
  static func main() {
    Rollbook.main()
  }
}
