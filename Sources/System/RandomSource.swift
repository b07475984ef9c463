/// Where chance comes from: the kernel, or a row of numbers that a test can tell again.
package struct RandomSource: RandomNumberGenerator {
  private let number: () -> UInt64

  package init(_ number: @escaping () -> UInt64) {
    self.number = number
  }

  package static var kernel: RandomSource {
    RandomSource {
      var kernel = SystemRandomNumberGenerator()
      return kernel.next()
    }
  }

  package func next() -> UInt64 { number() }

  /// Letters and digits as names of files and ids are made of.
  package static let nameLetters = "abcdefghijklmnopqrstuvwxyz0123456789"

  /// A text of `length` characters, each of them picked out of `letters`.
  package func text(_ length: Int, of letters: String = nameLetters) -> String {
    let letters = Array(letters)
    var source = self
    let picked = (0..<length).map { _ in
      letters[Int.random(in: letters.indices, using: &source)]
    }
    return String(picked)
  }
}
