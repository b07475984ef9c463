import CCrypt
import Glibc
import MailModel
import Planning
import Stores
import System

/// Makes passwords for new accounts that ask for one, and hashes them.
struct InitialPasswords {
  /// Plain text, by account: goes to the credentials file and nowhere else.
  private(set) var generated: [(account: Address, password: String)] = []
  private(set) var hashes: [Address: Secret] = [:]

  /// Reads which additions want a password and makes those that are to be generated.
  ///
  /// SHA512-CRYPT is the strongest scheme that every Dovecot 2.3 verifies through libcrypt.
  init(for changes: [Change], random: RandomSource) {
    for change in changes where change.action == .add && change.kind == .account {
      switch change.extra?.initialPassword {
      case .hash(let secret):
        hashes[change.address] = secret
      case .generate:
        let password = random.text(16, of: Self.letters)
        generated.append((change.address, password))
        hashes[change.address] = Self.hash(of: password)
      case nil:
        break
      }
    }
  }

  /// Accounts among `changes` whose password would be generated.
  static func wanted(by changes: [Change]) -> [Address] {
    changes.filter { $0.action == .add && $0.extra?.initialPassword == .generate }.map(\.address)
  }

  /// Without letters and digits that people mix up; 16 of them carry 79 bits.
  private static let letters = "abcdefghjkmnpqrstuvwxyz23456789"

  private static func hash(of password: String) -> Secret {
    var salt = [CChar](repeating: 0, count: Int(CRYPT_GENSALT_OUTPUT_SIZE))
    // A nil source of randomness makes libcrypt take the kernel's.
    guard crypt_gensalt_rn("$6$", 0, nil, 0, &salt, CRYPT_GENSALT_OUTPUT_SIZE) != nil else {
      preconditionFailure("libcrypt knows no SHA-512 scheme")
    }
    let data = UnsafeMutablePointer<crypt_data>.allocate(capacity: 1)
    defer {
      memset(data, 0, MemoryLayout<crypt_data>.size)
      data.deallocate()
    }
    memset(data, 0, MemoryLayout<crypt_data>.size)
    guard let result = crypt_r(password, salt, data), result.pointee != CChar(UInt8(ascii: "*"))
    else { preconditionFailure("libcrypt refused its own salt") }
    return Secret("{SHA512-CRYPT}" + String(cString: result))
  }
}

/// The file that `--credentials` names.
enum CredentialsFile {
  /// Writes `account,password` lines, readable by the owner alone, flushed to disk.
  static func write(
    _ entries: [(account: Address, password: String)], to path: String
  ) throws(RunError) {
    let lines = entries.map { "\($0.account),\($0.password)\n" }
    do throws(FileFailure) {
      try NewFile.write("account,password\n" + lines.joined(), to: path, mode: 0o600)
    } catch {
      throw .credentials(error.path, error.reason)
    }
  }

  /// Tells what would keep the file from being made, and makes nothing.
  static func checkFree(_ path: String) throws(RunError) {
    do throws(FileFailure) { try NewFile.checkFree(path) } catch {
      throw .credentials(error.path, error.reason)
    }
  }

  /// Takes the file back: the passwords in it belong to nobody.
  static func discard(_ path: String) { unlink(path) }
}
