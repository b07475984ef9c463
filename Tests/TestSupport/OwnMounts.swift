import Glibc

/// Whether tests may mount file systems, and if not, why: what the kernel said, not a guess.
///
/// Root in a container is often refused what root elsewhere may.
package enum OwnMounts {
  /// Why this process cannot mount; nil when it can.
  package static let refusal: String? = {
    let folder = TemporaryFolder()
    let path = folder.makeFolder("mounted")
    guard mount("none", path, "tmpfs", 0, nil) == 0 else {
      return "mounting is refused to \(whoThisIs): \(String(cString: strerror(errno)))"
    }
    umount2(path, Int32(MNT_DETACH))
    return nil
  }()

  /// Why a child cannot have mounts of its own (`unshare --mount`); nil when it can.
  package static let namespaceRefusal: String? = {
    // In a child: the tests of this process go on in its mounts.
    let child = "/usr/bin/unshare"
    guard access(child, X_OK) == 0 else { return "there is no \(child)" }
    var process: pid_t = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = [
      strdup(child), strdup("--mount"), strdup("/bin/true"), nil,
    ]
    defer { for argument in arguments { free(argument) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    guard posix_spawn(&process, child, &actions, nil, &arguments, environ) == 0 else {
      return "\(child) does not start"
    }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return status == 0 ? nil : "unshare --mount is refused to \(whoThisIs)"
  }()

  private static var whoThisIs: String {
    geteuid() == 0 ? "root, as in a container" : "user \(geteuid()), who is not root"
  }
}
