import MailModel

/// Which places lead to each other by forwards alone, without regard to assistants.
struct ForwardParts {
  private var parts = StrongParts()
  /// The part of each place that was asked for, and of all that it leads to.
  private var numbers: [Int: Int] = [:]
  private var count = 0

  mutating func arePartners(_ place: Int, _ other: Int, in places: inout MailPlaces) -> Bool {
    if numbers[place] == nil { Self.walk(from: place, &parts, &numbers, &count, &places) }
    return numbers[place] == numbers[other]
  }

  private static func walk(
    from place: Int, _ parts: inout StrongParts, _ numbers: inout [Int: Int], _ count: inout Int,
    _ places: inout MailPlaces
  ) {
    places.followsAssistants = false
    defer { places.followsAssistants = true }
    parts.walk(from: place, in: &places) { part, _ in
      count += 1
      for place in part { numbers[place] = count }
    }
  }
}
