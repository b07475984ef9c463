import MailModel

/// Gives group defaults to users that were read before their group.
///
/// Others got them at once, while their values were at hand.
enum DefaultsResolution {
  static func resolve(_ draft: inout ManifestBuilder) {
    let late = draft.earlyUses.filter { !draft.groups[$0.group].defaults.fields.isEmpty }
    guard !late.isEmpty else { return }
    var builder = ImageBuilder()
    for index in 0..<draft.manifest.accounts.rows.count {
      let groups = draft.groups
      let names = draft.groupNames
      let isChanged = draft.manifest.accounts.rows.withView { view in
        let image = view.image(index)
        guard let name = image.bytes(of: .group), let group = names.find(name) else { return false }
        let missing = groups[group].defaults.fields.subtracting(image.fields)
        guard !missing.isEmpty else { return false }
        builder.removeAll()
        for field in image.fields.fields {
          if let bytes = image.bytes(of: field) { builder.set(field, bytes) }
        }
        for field in missing.fields {
          groups[group].defaults.withBytes(of: field) { builder.set(field, $0) }
        }
        return true
      }
      if isChanged {
        draft.keepsOrder = false
        draft.manifest.accounts.rows.replaceImage(
          at: index, builder: builder, counted: builder.fields)
      }
    }
  }
}
