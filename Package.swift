// swift-tools-version: 6.2
import PackageDescription

// The targets are the architecture: each level may import only the levels below it.
// ARCHITECTURE.md has the one rule of every target.
let package = Package(
  name: "rollbook",
  platforms: [.macOS(.v13)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // C libraries, and one function of libc, each seen by one target only, and by tests that look at a store as others do.
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CDigest", pkgConfig: "libmd", providers: [.apt(["libmd-dev"])]),
    .systemLibrary(name: "CIDN2", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),
    .systemLibrary(name: "CCrypt", pkgConfig: "libcrypt", providers: [.apt(["libcrypt-dev"])]),
    .systemLibrary(name: "CRename"),

    // Level 0: values, and the operating system.
    .target(name: "MailModel", dependencies: ["CDigest", "CIDN2"]),
    .target(name: "System", dependencies: ["CRename"]),

    // Level 1: text in, decisions, the live side in two parts. None imports another.
    .target(name: "Manifests", dependencies: ["MailModel", "System", "CYAML"]),
    .target(name: "Planning", dependencies: ["MailModel"]),
    .target(name: "Stores", dependencies: ["MailModel", "System", "CSQLite"]),
    .target(name: "MailServer", dependencies: ["MailModel", "System"]),

    // Level 2: effects and words.
    .target(
      name: "Execution",
      dependencies: ["MailModel", "System", "Planning", "Stores", "MailServer", "CCrypt"]),
    .target(name: "Reports", dependencies: ["MailModel", "Planning"]),

    // Levels 3 and 4: the command line.
    .target(
      name: "Commands",
      dependencies: [
        "MailModel", "System", "Manifests", "Planning", "Stores", "MailServer", "Execution",
        "Reports",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "rollbook",
      dependencies: [
        "Commands", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Tests mirror the targets; TestSupport is shared by all of them.
    .target(name: "TestSupport", dependencies: ["MailModel"], path: "Tests/TestSupport"),
    .testTarget(name: "MailModelTests", dependencies: ["MailModel", "TestSupport"]),
    .testTarget(name: "SystemTests", dependencies: ["System", "TestSupport"]),
    .testTarget(
      name: "ManifestsTests", dependencies: ["MailModel", "Manifests", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(name: "PlanningTests", dependencies: ["MailModel", "Planning", "TestSupport"]),
    .testTarget(
      name: "StoresTests", dependencies: ["MailModel", "System", "Stores", "TestSupport"],
      exclude: ["Fixtures", "Goldens"]),
    .testTarget(
      name: "MailServerTests", dependencies: ["MailModel", "MailServer", "TestSupport"]),
    .testTarget(
      name: "ExecutionTests",
      dependencies: [
        "MailModel", "Planning", "Stores", "MailServer", "Execution", "TestSupport",
      ]),
    .testTarget(
      name: "ReportsTests", dependencies: ["MailModel", "Planning", "Reports", "TestSupport"],
      exclude: ["Goldens"]),
    .testTarget(
      name: "CommandsTests",
      dependencies: [
        "Commands", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], exclude: ["Goldens"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["rollbook", "TestSupport", "MailModel", "CSQLite"],
      exclude: ["Goldens", "NoMailServer"]),
  ],
  swiftLanguageModes: [.v6]
)

// Needs a sanitizer of its own in every target, so only `make fuzz` builds it.
if Context.environment["ROLLBOOK_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(name: "Fuzz", dependencies: ["MailModel", "Manifests"], path: "Tests/Fuzz"))
}

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
  ]
}
