import MailModel
import TestSupport
import Testing

@testable import Stores

@Suite struct CanonicalColumnsTests {
  @Test(arguments: [true, false], [true, false])
  func forwardingHasTheBytesOfMailModel(_ keeps: Bool, _ isEnabled: Bool) {
    var columns = CanonicalColumns()
    columns.begin(flags: CanonicalColumns.forwardFlags(keepsCopy: keeps, isEnabled: isEnabled))
    for (index, target) in ["a@b.example", "c@d.example"].enumerated() {
      Array(target.utf8).withUnsafeBytes { columns.append(address: $0, isFirst: index == 0) }
    }
    var builder = ImageBuilder()
    columns.write(to: &builder, as: .forward)
    let value = FieldValue.forward(
      to: "a@b.example", "c@d.example", keep: keeps, enabled: isEnabled)
    #expect(builder.withBytes(of: .forward) { Array($0) } == value.canonicalBytes(of: .forward))
  }

  @Test(arguments: [nil, "2026-12-18"], [nil, "2027-01-04"])
  func autoresponderHasTheBytesOfMailModel(_ from: String?, _ until: String?) throws {
    let folder = TemporaryFolder()
    let store = try folder.makeStore().openLockedWriter()
    let responder = Autoresponder(
      subject: "Out", message: "of office", from: from.flatMap { Day($0) },
      until: until.flatMap { Day($0) }, every: .days(3), keepsOriginal: from == nil)
    try store.add(LiveAccount.ada.with(.autoresponder, .autoresponder(responder)))
    let view = try store.snapshot().accounts.view
    let bytes = withExtendedLifetime(view) {
      view.rows.image(0).bytes(of: .autoresponder).map { Array($0) }
    }
    #expect(
      bytes == FieldValue.autoresponder(responder).canonicalBytes(of: .autoresponder))
  }
}
