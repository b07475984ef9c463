import Reports
import Testing

@Suite struct ByteCountTests {
  @Test(arguments: [
    (0, "0 B"), (1, "1 B"), (1_023, "1023 B"), (1_024, "1 KiB"), (1_535, "1.4 KiB"),
    (1_536, "1.5 KiB"), (348_160, "340 KiB"), (1_048_575, "1023 KiB"), (1_048_576, "1 MiB"),
    (1_288_490_189, "1.2 GiB"), (5_497_558_138_880, "5 TiB"),
    (Int64.max, "7.9 EiB"),
  ])
  func `a size is shown in its largest unit, rounded down`(_ bytes: Int64, _ text: String) {
    #expect(ByteCount.text(bytes) == text)
  }
}
