import MailModel

/// The manifest that `init` writes: valid as it stands, with an example of what comes most often.
struct StarterManifest {
  let domain: String

  var text: String {
    """
    # The mailboxes of \(domain). `rollbook plan` shows what would change, `rollbook apply` does it.
    rollbook: 1
    domain: \(domain)
    store: sqlite:rollbook.db
    mail: \(MailLocation.standard)

    policy:
      mode: additive          # remove only what `leavers` names
      minimum-admins: 1

    # Take a `#` away to let a line count.
    groups:
    #  staff: { comment: Teaching and support staff, defaults: { quota: 5G } }

    users:
    #  head:
    #    name: Dr A. Patel
    #    group: staff
    #    admin: true
    #    aliases: [principal, postmaster, abuse]

    leavers:
    #  - jsmith                                   # removed when the mailbox is empty
    #  - { account: bjones, purge: true, reason: "left 2026-07-20" }

    """
  }
}
