import MailModel
import Planning
import TestSupport
import Testing

@Suite struct GuardsTests {
  @Test func `every guard has a name of its own`() {
    let names = Guards.all.map { type(of: $0).name }
    #expect(Set(names).count == names.count)
  }

  @Test func `the guards stand in their order`() {
    #expect(
      Guards.all.map { type(of: $0).name } == [
        "clock", "mailbox-not-empty", "nested-home", "operator", "minimum-admins", "built-in",
        "protected",
        "removal-limit", "removal-budget", "edit-limit", "group-emptied", "person-changed",
        "empty-manifest", "shrunken-source", "seats", "forward-loop", "dangling-target",
        "forward-domain",
        "assert-reaches", "assert-no-external", "no-postmaster", "undeclared-domain", "name-reuse",
        "recently-active", "in-use", "looks-like-rename",
      ])
  }

  @Test func `an option overrules seven of them`() {
    #expect(
      Guards.allowableNames == [
        "clock", "removal-limit", "removal-budget", "edit-limit", "group-emptied", "person-changed",
        "shrunken-source",
      ])
  }
}
